const WEB_SCHEMES = ['http:', 'https:'];

/** The URL, unless it has what is forbidden: a query, a fragment, `..` or credentials. */
function parseRedirectUri(uri: string): URL | undefined {
  // The text is examined before it is parsed: a URL parser resolves `..` and drops an empty query.
  const isForbidden = /[?#\\\s]/.test(uri) || uri.replace(/%2e/gi, '.').includes('..');
  const url = isForbidden ? null : URL.parse(uri);
  return url && !url.username && !url.password ? url : undefined;
}

/**
 * Tells whether an address has an app's own scheme, such as an extension page's: LiveChat's Authorization guide allows
 * it with PKCE.
 */
export function hasCustomScheme(uri: string): boolean {
  const url = URL.parse(uri);
  return url !== null && !WEB_SCHEMES.includes(url.protocol);
}

/**
 * Names the origin to which `postMessage` may deliver the answer. `URL.origin` is `null` for custom schemes in Node.
 */
export function originOf(uri: string): string {
  const { protocol, host } = new URL(uri);
  return `${protocol}//${host}`;
}

/**
 * Tells whether a configured redirect URI covers a requested one.
 *
 * LiveChat's Authorization guide, "Redirect URI": scheme, host and port are equal, the configured path is a
 * prefix of the requested path, and a query, a fragment or `..` is forbidden. The guide does not say whether
 * `/archives` covers `/archives-old`; here a prefix ends where a path segment ends.
 */
export function redirectUriMatches(configured: string, requested: string): boolean {
  const allowed = parseRedirectUri(configured);
  const url = parseRedirectUri(requested);
  if (!allowed || !url) return false;
  const folder = allowed.pathname.replace(/\/?$/, '/');
  return originOf(configured) === originOf(requested) && url.pathname.replace(/\/?$/, '/').startsWith(folder);
}
