import browser from 'webextension-polyfill';
import { config, isFirefox } from '../config/index.ts';
import { exchangeCode, generateSecrets, type Tokens } from '../livechat/authorization.ts';
import { type AuthorizationRequest, authorizationUrl } from '../livechat/authorization-url.ts';
import { checkReachable } from '../livechat/check-reachable.ts';
import { LiveChatError, type LiveChatErrorCode } from '../livechat/error.ts';
import { fetchTokenOwner } from '../livechat/fetch-token-owner.ts';
import { isChatsRefusal } from '../state/chats-refusal.ts';
import { orLate } from '../state/or-late.ts';
import { redirectUri } from '../state/protocol/redirect-uri.ts';
import { redirectedAnswer, type SignInErrorCode } from '../state/protocol/sign-in-answer.ts';
import { waitAfter } from '../state/schedule.ts';
import { read, type Stored } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';
import { addDiagnostic } from './add-diagnostic.ts';
import { authorizationRequest } from './authorization-request.ts';
import { forgottenNames } from './forget-chats.ts';
import { revokeUnlessHeld } from './revoke-unless-held.ts';
import { shareInFlight } from './share-in-flight.ts';
import { currentConnection, writeDuring } from './stored-connection.ts';
import { goodAccessToken, readTokens, tokensToStore } from './stored-tokens.ts';

/** Limits the time that LiveChat's page may take, in milliseconds. */
const timeLimit = 10_000;

/**
 * Lists the settings with which LiveChat's page is opened. Chromium's own: it may redirect by a script, after it has
 * loaded.
 */
const unseen = {
  interactive: false,
  ...(!isFirefox && { abortOnLoadForNonInteractive: false, timeoutMsForNonInteractive: timeLimit }),
};

/** Limits the time that LiveChat's API may take where its page, unseen, has had time enough; in milliseconds. */
const slow = timeLimit / 2;

/** Lists what LiveChat says of itself, and not of the agent. */
const temporary: Partial<Record<SignInErrorCode, LiveChatErrorCode>> = {
  server_error: 'server_error',
  temporarily_unavailable: 'server_error',
  too_many_redirects: 'rate_limited',
};

/**
 * Lists the failures in which LiveChat was not reached. It needs no pause then: the network may be there at any
 * moment.
 */
const unreached: readonly LiveChatErrorCode[] = ['offline', 'network_login'];

type Agent = NonNullable<Stored['agent']>;

/** Describes what came of it; `refusal` tells why only the agent can sign in again. */
type SilentRenewal = { accessToken: string } | { refusal: SignInErrorCode };

/**
 * Gets new tokens by the redirect flow without showing anything: LiveChat's own cookie may still know the agent. Asks for chats,
 * too, where the sign-in was asked for them; and goes on without them where that is refused.
 * Tried once for each end of a token. After an attempt in vain, and after one whose service worker was stopped, there is a
 * pause, as LiveChat puts up with three redirects in 30 seconds and 25 tokens for one client and account.
 *
 * @param except an access token that LiveChat does not take
 * @throws LiveChatError when LiveChat could not be asked; StorageError
 */
export const renewSilently = shareInFlight(async (except?: string): Promise<SilentRenewal> => {
  const { agent, silentRenewal: last, chats } = await read('agent', 'silentRenewal', 'chats');
  const connection = await currentConnection();
  // Whoever LiveChat's cookie knows might be somebody else.
  if (connection.status !== 'signedIn' || !agent) return { refusal: 'unauthorized' };
  const replaced = await readTokens();
  // Whoever asked has just missed another one's success.
  const renewed = goodAccessToken(replaced, { except });
  if (renewed) return { accessToken: renewed };
  const now = Date.now();
  let firstAt = last?.firstAt ?? now;
  if (last && isPaused(last, now)) {
    // Whatever else asks meanwhile gets the same answer, without another attempt.
    if (last.refusal) return { refusal: last.refusal };
    const { failure = 'timeout' } = last;
    if (!unreached.includes(failure)) throw new LiveChatError(failure);
    await checkReachable(config.accountsUrl);
    firstAt = now;
  }
  const attempt = { firstAt, retryAt: now + waitAfter(now - firstAt) };
  const noteAttempt = (came: Partial<Attempt> = {}) =>
    writeDuring(connection.signInId, () => ({ silentRenewal: { ...attempt, ...came } }));
  // Signed out meanwhile, or signed in anew.
  if (!(await noteAttempt())) return { refusal: 'unauthorized' };
  try {
    const { signInId } = connection;
    const first = await renewAs(agent, signInId, chats ? 'with chats' : undefined);
    // Chats may be what it was refused for, and the sessions do not need them.
    const chatsError = chats && 'refusal' in first ? chatsErrorOf(first.refusal) : undefined;
    const renewal = chatsError ? await renewAs(agent, signInId, chatsError) : first;
    if ('refusal' in renewal) await noteAttempt(renewal);
    await addDiagnostic({ what: 'silent-renewal', outcome: 'refusal' in renewal ? renewal.refusal : 'ok' });
    // One that LiveChat did not take is not used any more, but may be good.
    if ('accessToken' in renewal) void revokeUnlessHeld(goodAccessToken(replaced));
    return renewal;
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    await addDiagnostic({ what: 'silent-renewal', outcome: error.code });
    if (error.code === 'grant_refused') {
      const refused = { refusal: 'code_refused' } as const;
      await noteAttempt(refused);
      return refused;
    }
    await noteAttempt({ failure: error.code });
    throw error;
  }
});

/**
 * Calls it late that LiveChat's API does not answer: LiveChat is there, as its page has answered, so that is worth the
 * pause.
 */
function throwAsLate(error: unknown): never {
  const isLate = error instanceof LiveChatError && unreached.includes(error.code);
  throw isLate ? new LiveChatError('timeout', { cause: error }) : error;
}

type Attempt = NonNullable<Stored['silentRenewal']>;

/** Tells whether it is too early for another attempt. A time further off than any pause was told by another clock. */
const isPaused = ({ firstAt, retryAt }: Attempt, now: number): boolean =>
  firstAt <= now && now < retryAt && retryAt - now <= waitAfter(Number.POSITIVE_INFINITY);

/**
 * Names what came of chats in a renewal with them that was refused, unless it would be refused without them, too. A page that waits
 * for the agent may wait for a consent.
 */
const chatsErrorOf = (refusal: SignInErrorCode): SignInErrorCode | undefined => {
  if (refusal === 'unauthorized') return 'missing_grant';
  return isChatsRefusal(refusal) ? refusal : undefined;
};

/** @param chats whether chats are asked for; or the refusal, after which they are not any more */
async function renewAs(
  agent: Agent,
  signInId: number,
  chats: 'with chats' | SignInErrorCode | undefined,
): Promise<SilentRenewal> {
  const withChats = chats === 'with chats';
  const { clientId, grant } = await currentChoices();
  const secrets = { ...generateSecrets(), redirectUri: redirectUri('redirect') };
  const request = await authorizationRequest(
    { ...secrets, clientId, grant, ...(withChats && { withChats }) },
    { organizationId: agent.organizationId, email: agent.email },
  );
  const address = await openUnseen(request);
  if (address === undefined) {
    await expectQuickAnswer();
    return { refusal: 'unauthorized' };
  }
  const outcome = redirectedAnswer(address, request);
  if ('error' in outcome) {
    const trouble = temporary[outcome.error];
    if (trouble) throw new LiveChatError(trouble);
    return { refusal: outcome.error };
  }
  const { answer } = outcome;
  const tokens: Tokens =
    'code' in answer
      ? await exchangeCode(request, answer.code, secrets).catch(throwAsLate)
      : { accessToken: answer.access_token, expiresIn: answer.expires_in };
  let isKept = false;
  try {
    const owner = await fetchTokenOwner(config.accountsUrl, tokens.accessToken).catch(throwAsLate);
    const isSame = owner.accountId === agent.accountId && owner.organizationId === agent.organizationId;
    const changes = async () => ({
      ...(await tokensToStore(tokens, clientId, Date.now())),
      silentRenewal: null,
      ...(chats &&
        chats !== 'with chats' && {
          ...forgottenNames,
          chats: null,
          chatsRefusal: { error: chats, clientId },
        }),
    });
    isKept = isSame && (await writeDuring(signInId, changes));
  } finally {
    // Somebody else's; or nobody's, as the agent has signed out meanwhile; or nobody can tell whose.
    if (!isKept) await revokeUnlessHeld(tokens);
  }
  return isKept ? { accessToken: tokens.accessToken } : { refusal: 'identity_lost' };
}

/**
 * Resolves when LiveChat answers as fast as its page would have had to: then the page has waited for the agent.
 *
 * @throws LiveChatError
 */
async function expectQuickAnswer(): Promise<void> {
  const askedAt = Date.now();
  await checkReachable(config.accountsUrl);
  if (Date.now() - askedAt > slow) throw new LiveChatError('timeout');
}

/**
 * Opens LiveChat's page unseen.
 *
 * @returns where it redirects to by itself; nothing when it waits for the agent, or did not load
 * @throws LiveChatError `timeout` when the browser does not tell in time
 */
async function openUnseen(request: AuthorizationRequest): Promise<string | undefined> {
  // Why there was no redirect, browsers say only in words.
  const opening = browser.identity
    .launchWebAuthFlow({ url: authorizationUrl(request), ...unseen })
    .catch(() => undefined);
  // Firefox waits for as long as the request does, and Chromium tells a moment after its own limit.
  return orLate(opening, timeLimit + 2_000, () => {
    void opening.then((address) => revokeAnswer(address, request));
    throw new LiveChatError('timeout');
  });
}

/** Revokes what came too late: an implicit answer is a token already, and nobody will use it. */
async function revokeAnswer(address: string | undefined, request: AuthorizationRequest): Promise<void> {
  const outcome = address === undefined ? undefined : redirectedAnswer(address, request);
  if (outcome && 'answer' in outcome && 'access_token' in outcome.answer)
    await revokeUnlessHeld(outcome.answer.access_token);
}
