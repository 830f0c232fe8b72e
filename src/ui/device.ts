import browsers, { type Descriptor, type Subject } from 'bowser/src/parser-browsers.js';
import systems from 'bowser/src/parser-os.js';
import { plain } from './plain.ts';

/** What a user agent string says, as far as it can be believed. Absent: it does not say. */
export type Device = {
  /** Name and major version, such as `Chrome 142`. */
  browser?: string;
  /** Such as `Windows` or `Android`. */
  system?: string;
  kind: 'computer' | 'phone' | 'unknown';
};

/** Real user agent strings are shorter than 300 characters; bowser's patterns are slow on very long ones. */
const examined = 512;

const phoneSystems = ['Android', 'iOS', 'HarmonyOS', 'Windows Phone', 'BlackBerry', 'Tizen', 'Bada'];

/** Makers' prefixes and suffixes that only take room in a narrow list. */
const shortNames: Record<string, string> = {
  'Microsoft Edge': 'Edge',
  'Samsung Internet for Android': 'Samsung Internet',
};

/** The last descriptor takes everything, at its own word. */
const knownBrowsers = browsers.slice(0, -1);

function describe(descriptors: Descriptor[], subject: Subject) {
  const match = descriptors.find(({ test }) =>
    typeof test === 'function' ? test(subject) : test.some((pattern) => subject.test(pattern)),
  );
  return match?.describe(subject.getUA(), subject) ?? {};
}

/**
 * Browser and system of a user agent string. It is anybody's text: never throws, and answers in short, plain text.
 *
 * System versions are left out, because browsers have frozen them (Windows 11 says 10, every macOS says 10.15);
 * except Windows before 10, where the version is true and worth knowing.
 *
 * @see https://www.chromium.org/updates/ua-reduction/
 */
export function device(userAgent: string): Device {
  const ua = userAgent.slice(0, examined);
  const subject: Subject = {
    getUA: () => ua,
    test: (pattern) => pattern.test(ua),
    hasBrand: () => false,
    getBrandVersion: () => undefined,
  };
  const found = describe(knownBrowsers, subject);
  const foundSystem = describe(systems, subject);
  // An app's own `Name/version` (RFC 9110 §10.1.5); "Mozilla" is what everybody says.
  const product = /^(?!Mozilla\/)([\w .-]+)\/(\d*)/.exec(ua);

  const name = plain(found.name ?? product?.[1] ?? '', 40);
  const major = /^\d{1,5}/.exec(found.version ?? product?.[2] ?? '')?.[0];
  const browser = [shortNames[name] ?? name, major].filter(Boolean).join(' ');

  const systemName = foundSystem.name ?? '';
  const oldWindows = systemName === 'Windows' && foundSystem.versionName !== '10' && foundSystem.versionName;
  return {
    ...(name && { browser }),
    ...(systemName && { system: oldWindows ? `Windows ${oldWindows}` : systemName }),
    kind: systemName ? (phoneSystems.includes(systemName) ? 'phone' : 'computer') : 'unknown',
  };
}
