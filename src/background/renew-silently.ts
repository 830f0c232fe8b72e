import browser from 'webextension-polyfill';
import { config, isFirefox } from '../config/index.ts';
import { exchangeCode, generateSecrets, revokeTokens, type Tokens } from '../livechat/authorization.ts';
import { authorizationUrl } from '../livechat/authorization-url.ts';
import { checkReachable } from '../livechat/check-reachable.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchTokenOwner } from '../livechat/fetch-token-owner.ts';
import { currentChoices } from '../state/current-choices.ts';
import { redirectUri } from '../state/redirect-uri.ts';
import { redirectedAnswer, type SignInErrorCode } from '../state/sign-in-answer.ts';
import { read, type Stored, write } from '../state/stored.ts';
import { authorizationRequest } from './authorization-request.ts';
import { currentConnection, note, writeDuring } from './connection.ts';
import { onceAtATime } from './once-at-a-time.ts';
import { tokensToStore } from './stored-tokens.ts';

/** LiveChat puts up with three redirects in 30 seconds for one client and account; in milliseconds. */
const pauseBetweenTries = 30_000;

/** How long LiveChat's page may take, in milliseconds. */
const timeLimit = 10_000;

/** How LiveChat's page is opened. Chromium's own settings: it may redirect by a script, after it has loaded. */
const unseen = {
  interactive: false,
  ...(!isFirefox && { abortOnLoadForNonInteractive: false, timeoutMsForNonInteractive: timeLimit }),
};

/** LiveChat's own trouble, which says nothing about the agent. */
const temporary: readonly SignInErrorCode[] = ['server_error', 'temporarily_unavailable'];

type Agent = NonNullable<Stored['agent']>;

/** What came of it; `refusal` tells why only the agent can sign in again. */
type SilentRenewal = { accessToken: string } | { refusal: SignInErrorCode };

/**
 * Gets new tokens by the redirect flow without showing anything: LiveChat's own cookie may still know the agent.
 * Tried once for each end of a token; again only when LiveChat could not be asked, or when the browser stopped the
 * service worker meanwhile, which leaves nothing to take up.
 *
 * @throws LiveChatError when LiveChat could not be asked; StorageError
 */
export const renewSilently = onceAtATime(async (): Promise<SilentRenewal> => {
  const { agent, silentRenewal } = await read('agent', 'silentRenewal');
  const connection = await currentConnection();
  // Whoever LiveChat's cookie knows might be somebody else.
  if (connection.status !== 'signedIn' || !agent) return { refusal: 'unauthorized' };
  // Whatever else asks meanwhile gets the same answer, without another attempt.
  if (silentRenewal?.refusal) return { refusal: silentRenewal.refusal };
  const age = Date.now() - (silentRenewal?.startedAt ?? 0);
  if (age >= 0 && age < pauseBetweenTries) throw new LiveChatError('timeout');
  const startedAt = Date.now();
  await write({ silentRenewal: { startedAt } });
  try {
    const renewal = await renewAs(agent, connection.since);
    if ('refusal' in renewal) {
      const { refusal } = renewal;
      await writeDuring(connection.since, () => ({ silentRenewal: { startedAt, refusal } }));
    }
    await note({ what: 'silent-renewal', outcome: 'refusal' in renewal ? renewal.refusal : 'ok' });
    return renewal;
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    await note({ what: 'silent-renewal', outcome: error.code });
    if (error.code !== 'grant_refused') throw error;
    return { refusal: 'code_refused' };
  }
});

async function renewAs(agent: Agent, since: number): Promise<SilentRenewal> {
  const { clientId, grant } = await currentChoices();
  const secrets = { ...generateSecrets(), redirectUri: redirectUri('redirect') };
  const request = await authorizationRequest(
    { ...secrets, clientId, grant },
    { organizationId: agent.organizationId, email: agent.email },
  );
  const address = await openUnseen(authorizationUrl(request));
  if (address === undefined) {
    await checkReachable(config.accountsUrl);
    return { refusal: 'unauthorized' };
  }
  const outcome = redirectedAnswer(address, request);
  if ('error' in outcome) {
    if (temporary.includes(outcome.error)) throw new LiveChatError('server_error');
    return { refusal: outcome.error };
  }
  const { answer } = outcome;
  const tokens: Tokens =
    'code' in answer
      ? await exchangeCode(request, answer.code, secrets)
      : { accessToken: answer.access_token, expiresIn: answer.expires_in };
  const owner = await fetchTokenOwner(config.accountsUrl, tokens.accessToken);
  const isSame = owner.accountId === agent.accountId && owner.organizationId === agent.organizationId;
  const isKept = isSame && (await writeDuring(since, () => tokensToStore(tokens, clientId, Date.now())));
  if (isKept) return { accessToken: tokens.accessToken };
  // Somebody else's, or nobody's: the agent has signed out meanwhile.
  await revokeTokens(config.accountsUrl, tokens.accessToken).catch(() => undefined);
  return { refusal: 'identity_lost' };
}

/** Where LiveChat's page redirects to by itself; nothing when it waits for the agent, or did not load. */
async function openUnseen(url: string): Promise<string | undefined> {
  // Why there was no redirect, browsers say only in words.
  const opening = browser.identity.launchWebAuthFlow({ url, ...unseen }).catch(() => undefined);
  // Firefox waits for as long as the request does.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeLimit);
  });
  return Promise.race([opening, late]).finally(() => clearTimeout(timer));
}
