import { type Client, codeChallengeOf, generateSecrets } from './authorization.ts';
import { authorizationUrl } from './authorization-url.ts';
import { countRequest } from './count-requests.ts';

/** Limits the time that LiveChat's pages may take to answer, in milliseconds. */
const timeout = 15_000;

/**
 * Lists what LiveChat's login page can say of a client and its redirect URI, as far as it can be asked without
 * anybody.
 *
 * - `no_objection` it answered, and not with its error page; only a sign-in can tell more
 * - `client_id_not_found`, `redirect_uri_not_set`, `invalid_redirect_uri` LiveChat's own `exception_details`
 * - `refused` its error page, without a reason that is known here
 * - `unclear` no answer, or one that says nothing
 */
export const clientTestOutcomes = [
  'no_objection',
  'client_id_not_found',
  'redirect_uri_not_set',
  'invalid_redirect_uri',
  'refused',
  'unclear',
] as const;
export type ClientTestOutcome = (typeof clientTestOutcomes)[number];

/**
 * Judges where LiveChat's login page has led to: requests with an invalid client or redirect URI end at `/ooops`.
 *
 * @param response.url the address after all redirects
 */
export function processClientTestResponse(
  { url, ok }: Pick<Response, 'url' | 'ok'>,
  accountsUrl: string,
): ClientTestOutcome {
  if (!URL.canParse(url)) return 'unclear';
  const { origin, pathname, searchParams } = new URL(url);
  if (origin !== accountsUrl) return 'unclear';
  if (!pathname.startsWith('/ooops')) return ok ? 'no_objection' : 'unclear';
  const details = searchParams.get('exception_details');
  return (
    (['client_id_not_found', 'redirect_uri_not_set', 'invalid_redirect_uri'] as const).find(
      (outcome) => outcome === details,
    ) ?? 'refused'
  );
}

/**
 * Opens LiveChat's login page unseen and without cookies, as a sign-in would, and looks where that leads. Follows
 * redirects, as no token is sent. Never throws.
 */
export async function testClient(
  { accountsUrl, clientId }: Client,
  redirectUri: string,
): Promise<ClientTestOutcome> {
  const { state, codeVerifier } = generateSecrets();
  const url = authorizationUrl({
    clientId,
    accountsUrl,
    scope: '',
    grant: 'code',
    state,
    codeChallenge: await codeChallengeOf(codeVerifier),
    redirectUri,
  });
  countRequest('tests');
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeout),
    });
    await response.body?.cancel();
    return processClientTestResponse(response, accountsUrl);
  } catch {
    return 'unclear';
  }
}
