/** Writes out the eight groups of an IPv6 address that the browser has written in its short form, such as `2001:db8::1`. */
function groupsOf(short: string): string[] {
  const [head = '', tail] = short.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

/** Writes the last 32 bits of an IPv6 address as an IPv4 address, which the browser reads as one number, too. */
const lastAsVersion4 = (groups: readonly string[]): string => {
  const [high = '', low = ''] = groups.slice(-2);
  return new URL(`http://0x${high}${low.padStart(4, '0')}/`).hostname;
};

/** Matches the groups of an IPv6 address that stands for an IPv4 address (RFC 4291 §2.5.5.2, RFC 6052 §2.1). */
const version4Inside = /^(0:0:0:0:0:ffff|64:ff9b:0:0:0:0):/;

/**
 * Matches addresses whose networks nobody can compare, as they are of no network of the internet, or what is before their last
 * 64 bits is no network's: IPv4 "this" network, loopback, link-local and private ones; IPv6 unspecified, loopback and all
 * else that begins with 64 zeros, other translations to IPv4, Teredo, link-local and unique local ones.
 */
const incomparable =
  /^((0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\.|(0:0:0:0|64:ff9b|2001:0|fe[89ab].|f[cd]..):)/;

/**
 * Names the network of an IP address, so that two of one network have one name: of IPv4 the address itself, as a network
 * has one to the outside; of IPv6 its first 64 bits, which a network hands out (RFC 4291, section 2.5.4,
 * https://www.rfc-editor.org/rfc/rfc4291#section-2.5.4).
 *
 * @returns nothing where it is no IP address, or says nothing of a network
 */
function networkOf(ip: string): { version: 4 | 6; name: string } | undefined {
  const address = ip.trim().replace(/%.*$/, '');
  const isVersion6 = /^[\da-f:.]*:[\da-f:.]*$/i.test(address);
  if (!isVersion6 && !/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  // The browser knows each way to write one, and writes all of them alike.
  const url = `http://${isVersion6 ? `[${address}]` : address}/`;
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  const groups = isVersion6 ? groupsOf(hostname.slice(1, -1)) : [];
  const written = groups.join(':') || hostname;
  if (version4Inside.test(written)) return networkOf(lastAsVersion4(groups));
  if (incomparable.test(written)) return undefined;
  return isVersion6 ? { version: 6, name: groups.slice(0, 4).join(':') } : { version: 4, name: hostname };
}

/** Lists how the network of a session compares with this browser's: `other` says no more than that, as there are VPNs. */
export const networks = ['same', 'other'] as const;
export type Network = (typeof networks)[number];

/**
 * Compares the networks of two IP addresses.
 *
 * @returns nothing where one of them is no IP address or says nothing of a network, or one is IPv4 and the other IPv6: many networks have both
 */
export function compareNetworks(ip: string, other: string): Network | undefined {
  const [one, two] = [networkOf(ip), networkOf(other)];
  if (one?.version !== two?.version || !one || !two) return undefined;
  return one.name === two.name ? 'same' : 'other';
}
