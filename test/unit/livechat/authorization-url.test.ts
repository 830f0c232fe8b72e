import { expect, test, vi } from 'vitest';
import { Sdk } from '../../../src/authorize/sdk.ts';
import { authorizationUrl } from '../../../src/livechat/authorization-url.ts';

const request = {
  clientId: 'client',
  accountsUrl: 'https://accounts.livechat.com',
  scope: 'sessions--my:rw,accounts--my:ro',
  grant: 'code',
  state: 'state of this sign-in',
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  redirectUri: 'https://extension.chromiumapp.org/',
} as const;

/** Reads what LiveChat is asked for at an address; it ignores where the visitor came from, and what is empty. */
function askedAt(address: string) {
  const { origin, pathname, searchParams } = new URL(address);
  return {
    origin,
    pathname,
    query: [...searchParams].filter(([name, value]) => value && !name.startsWith('utm_')).sort(),
  };
}

test.each([
  ['the code grant', request],
  ['the implicit grant', { ...request, grant: 'implicit' }],
  ['an organization', { ...request, organizationId: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853' }],
  ['an e-mail address', { ...request, email: 'agent+1@example.com' }],
  ['all scopes', { ...request, scope: '' }],
] as const)('asks LiveChat for the same as the SDK: %s', (_, each) => {
  vi.stubGlobal('window', { location: { href: '' } });
  expect(askedAt(authorizationUrl(each))).toEqual(askedAt(new Sdk(each).authorizeURL()));
});
