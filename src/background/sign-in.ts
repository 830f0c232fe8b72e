import browser from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { exchangeCode, generateSecrets, type Tokens } from '../livechat/authorization.ts';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';
import { checkReachable } from '../livechat/check-reachable.ts';
import { LiveChatError, type LiveChatErrorCode } from '../livechat/error.ts';
import { addsChats } from '../state/adds-chats.ts';
import { chatsAfterFailure } from '../state/chats-refusal.ts';
import { nextConnection, signedOut } from '../state/connection.ts';
import type { Answer, SignInErrorCode, SignInFailure } from '../state/protocol/sign-in-answer.ts';
import {
  type Changes,
  changeTogether,
  forgottenAt,
  read,
  removalsAt,
  type Stored,
  type Transaction,
  write,
} from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';
import { StorageError } from '../state/store/storage.ts';
import { forgetTokens } from './access-token.ts';
import { addDiagnostic, writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { authorizationRequest } from './authorization-request.ts';
import { createMutex } from './mutex.ts';
import { ensurePollAlarm, poll } from './poll.ts';
import { revokeUnlessHeld } from './revoke-unless-held.ts';
import { currentConnection } from './stored-connection.ts';
import { readTokens, type StoredTokens, tokensToStore } from './stored-tokens.ts';
import { troubleCode } from './trouble-code.ts';

/** Limits the time for which a transaction may wait for its answer, in milliseconds. */
const transactionLifetime = 10 * 60_000;

/** The authorize window's size, in CSS pixels. */
const size = { width: 480, height: 560 };

/**
 * Opens the authorize window; brings the open one, and LiveChat's login window over it, to the front. One that is open for a
 * sign-in without chats begins anew where the agent wants those.
 *
 * @param returnWindowId the browser window that gets the focus back afterwards
 * @param withChats asks for chats, too, because the agent wants that now
 */
export function openSignIn(returnWindowId: number | undefined, withChats?: true): Promise<void> {
  return withAgentLock(async () => {
    const { signIn, transaction } = await read('signIn', 'transaction');
    if (signIn && (await bringToFront(signIn))) {
      if (withChats && !signIn.withChats && !transaction?.withChats) await restartWithChats(signIn);
      return;
    }
    const { tabs } = await browser.windows.create({ type: 'popup', url: 'authorize/index.html', ...size });
    const authorizeTabId = tabs?.[0]?.id;
    if (authorizeTabId === undefined) return;
    await write({
      signIn: {
        authorizeTabId,
        ...(withChats && { withChats }),
        ...(returnWindowId !== undefined && { returnWindowId }),
      },
    });
  });
}

type SignIn = NonNullable<Stored['signIn']>;

/** Begins an open sign-in anew, which asks for chats then. An answer to what it has asked until now counts no more. */
async function restartWithChats(signIn: SignIn): Promise<void> {
  await write({ signIn: { ...signIn, withChats: true }, transaction: null });
  await browser.tabs.reload(signIn.authorizeTabId);
}

/** Gives a window the focus; `false` when there is no such window. */
const focus = (windowId: number | undefined): Promise<boolean> =>
  windowId === undefined
    ? Promise.resolve(false)
    : browser.windows.update(windowId, { focused: true }).then(
        () => true,
        () => false,
      );

/** Shows a tab, in its window, wherever that is by now; `false` when there is no such tab. */
const show = (tabId: number | undefined): Promise<boolean> =>
  tabId === undefined
    ? Promise.resolve(false)
    : browser.tabs.update(tabId, { active: true }).then(
        ({ windowId }) => focus(windowId),
        () => false,
      );

async function bringToFront({ authorizeTabId, loginTabId }: SignIn): Promise<boolean> {
  const isOpen = await show(authorizeTabId);
  if (isOpen) await show(loginTabId);
  return isOpen;
}

/** Closes the pages of a sign-in that are still open; a window goes with its last tab, and only then. */
async function closeTabs({ authorizeTabId, loginTabId }: Partial<SignIn>): Promise<void> {
  await Promise.allSettled(
    [loginTabId, authorizeTabId].map((id) => id !== undefined && browser.tabs.remove(id)),
  );
}

/** Tells whether a tab is there. */
const isThere = (tabId: number): Promise<boolean> =>
  browser.tabs.get(tabId).then(
    () => true,
    () => false,
  );

/** Gives the sign-in up and closes its pages. */
export async function cancelSignIn(): Promise<void> {
  const cancelled = await withAgentLock(async () => {
    const { signIn, transaction, chats } = await read('signIn', 'transaction', 'chats');
    if (!signIn) return {};
    const changes = {
      signIn: null,
      transaction: null,
      // The agent wanted them, and then did not; unless it was done by then.
      ...(signIn.withChats &&
        transaction &&
        !chats &&
        refusalOf({ error: 'login_window_closed' }, transaction)),
    };
    await writeWithDiagnostic({ what: 'sign-in', outcome: 'cancelled' }, changes);
    return signIn;
  });
  await closeTabs(cancelled);
}

/** Remembers LiveChat's login page, to bring it to the front or to close it. */
export function loginTabOpened(tabId: number): Promise<void> {
  return withAgentLock(async () => {
    const { signIn } = await read('signIn');
    if (signIn) await write({ signIn: { ...signIn, loginTabId: tabId } });
  });
}

/**
 * Begins a transaction, in place of any earlier one, whose answer then counts no more.
 *
 * @param redirectUri where LiveChat is to send its answer
 * @param tabId the authorize page that asks: whatever opens popups as tabs may have opened it anew, in another one
 * @returns what to ask LiveChat for; the code verifier stays here
 */
export async function beginAuthorization(
  redirectUri: string,
  tabId: number | undefined,
): Promise<AuthorizationRequest> {
  const { agent } = await read('agent');
  const { clientId, grant, organizationId, chats } = await currentChoices();
  const { earlier, transaction } = await withAgentLock(async () => {
    const { signIn, chatsRefusal } = await read('signIn', 'chatsRefusal');
    const { loginTabId, ...others } = signIn ?? {};
    const withChats = signIn?.withChats ?? (chats && chatsRefusal?.clientId !== clientId);
    const transaction = {
      ...generateSecrets(),
      createdAt: Date.now(),
      clientId,
      grant,
      redirectUri,
      ...(withChats && { withChats }),
    };
    const authorizeTabId = tabId ?? signIn?.authorizeTabId;
    await writeWithDiagnostic(
      { what: 'sign-in', outcome: 'begun' },
      {
        transaction,
        signInFailure: null,
        // The agent wants them, whatever came of that before.
        ...(signIn?.withChats && { chatsRefusal: null }),
        ...(authorizeTabId !== undefined && { signIn: { ...others, authorizeTabId } }),
      },
    );
    return { earlier: { loginTabId }, transaction };
  });
  await closeTabs(earlier);
  // One that was closed meanwhile, as by a cancellation, goes on with nothing.
  if (tabId !== undefined && !(await isThere(tabId))) await cancelSignIn();
  return authorizationRequest(transaction, { organizationId, email: agent?.email });
}

/**
 * Ends a transaction to which LiveChat gave no usable answer.
 *
 * @param tabId the authorize page that tells so: one that another has taken the place of has no transaction any more
 * @returns why; of a login window that was closed, whether LiveChat could not be reached is found out first
 */
export async function failAuthorization(
  error: SignInErrorCode,
  tabId: number | undefined,
): Promise<SignInFailure> {
  const ended = await withAgentLock(async () => {
    const { signIn, transaction } = await read('signIn', 'transaction');
    if (tabId !== undefined && signIn && signIn.authorizeTabId !== tabId) return undefined;
    await write({ transaction: null });
    return transaction;
  });
  const reason = error === 'login_window_closed' ? ((await whyUnreachable()) ?? error) : error;
  return noteFailure({ error: reason }, ended, undefined);
}

/**
 * Ends a sign-in that did not succeed, and notes why: for the popup, unless it was cancelled or the next one has begun, and
 * for the diagnostics. Where it was to add chats to a sign-in that goes on, only the chats have failed. Never worth failing
 * for: a transaction ends by itself.
 *
 * @param own the transaction
 * @param latest the transaction that is stored, unless the next one has begun
 * @returns the failure, for the authorize window
 */
async function noteFailure(
  failure: SignInFailure,
  own: Transaction | undefined,
  latest: Transaction | undefined,
): Promise<SignInFailure> {
  const { error, said, wantsSecret, requestId } = failure;
  const outcome = await withAgentLock(async () => {
    const { transaction, chatsDoubt, chats, ...stored } = await read(
      'transaction',
      'signIn',
      'connection',
      'chatsDoubt',
      'chats',
    );
    if (transaction?.state !== latest?.state) return {};
    const isForChats = stored.signIn?.withChats === true;
    const isAddition = own?.withChats && addsChats(stored);
    const withChats = own?.withChats && !isForChats;
    const signInFailure = {
      error,
      ...(said && { said }),
      ...(wantsSecret && { wantsSecret }),
      ...(withChats && { withChats }),
    };
    await write({
      transaction: null,
      ...(!isAddition && { signInFailure }),
      ...(own?.withChats &&
        refusalAfter(failure, own, {
          isForChats,
          isSecond: chatsDoubt === own.clientId,
          areGiven: chats !== undefined,
        })),
    });
    return withChats ? { withChats } : {};
  }).catch(() => ({}));
  await addDiagnostic({ what: 'sign-in', outcome: error, requestId });
  return { ...failure, ...outcome };
}

/** Makes the change that remembers what a failure says of the chats that were asked for. */
function refusalAfter(
  failure: SignInFailure,
  own: Transaction,
  about: Parameters<typeof chatsAfterFailure>[1],
): Pick<Changes, 'chatsRefusal' | 'chatsDoubt'> {
  const after = chatsAfterFailure(failure.error, about);
  if (after === 'in doubt') return { chatsDoubt: own.clientId };
  return after ? refusalOf(failure, own) : {};
}

/** Makes the change that remembers that a client was not given the chats. */
const refusalOf = (
  { error, said }: SignInFailure,
  { clientId }: Transaction,
): Pick<Changes, 'chatsRefusal'> => ({ chatsRefusal: { error, ...(said && { said }), clientId } });

/** Finds out why LiveChat cannot be reached, if it cannot. */
async function whyUnreachable(): Promise<SignInErrorCode | undefined> {
  try {
    await checkReachable(config.accountsUrl);
    return undefined;
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    // An answer that says nothing is one: LiveChat, or its gateway, is there.
    return error.code === 'unexpected_answer' ? undefined : signInErrorOf(await troubleCode(error));
  }
}

/** Tells whether an answer is for a transaction: its state, its grant, in time, and the only one. */
export function isAnswerToTransaction(transaction: Transaction, answer: Answer, now: number): boolean {
  const age = now - transaction.createdAt;
  return (
    answer.state === transaction.state &&
    'code' in answer === (transaction.grant === 'code') &&
    (!transaction.answer || JSON.stringify(transaction.answer) === JSON.stringify(answer)) &&
    age >= 0 &&
    age <= transactionLifetime
  );
}

/**
 * Checks LiveChat's answer against the transaction, gets the tokens, stores them and fetches the sessions. Then
 * closes the authorize window and returns the focus. If the service worker is stopped on the way, the same answer,
 * sent again, is taken up where it was.
 *
 * @returns why the sign-in failed, if it did
 */
export function finishAuthorization(answer: Answer): Promise<Partial<SignInFailure>> {
  return withAnswerLock(async () => {
    try {
      return await checkAndUse(answer);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      // An implicit answer is a token already, and nobody will use it.
      if ('access_token' in answer) await revokeUnlessHeld(answer.access_token);
      return { error: 'storage_failed' };
    }
  });
}

const withAnswerLock = createMutex();

async function checkAndUse(answer: Answer): Promise<Partial<SignInFailure>> {
  const { transaction, signIn } = await read('transaction', 'signIn');
  if (!transaction || !isAnswerToTransaction(transaction, answer, Date.now())) {
    // Cancelled, or too late: an implicit answer is a token already, and nobody will use it.
    if ('access_token' in answer) void revokeUnlessHeld(answer.access_token);
    return { error: 'wrong_answer' };
  }
  if (!(await isSignedInBy(transaction))) {
    const failure = await useAnswer(answer, transaction);
    if (failure) return noteFailure(failure, transaction, transaction);
  }
  // From here on the alarm sees to it that the number comes, whatever happens.
  await ensurePollAlarm();
  await Promise.all([poll('signIn'), endSignIn(signIn).then(() => endTransaction(transaction))]);
  return {};
}

/** Removes a transaction, unless another one has taken its place. Never worth failing for: it ends by itself. */
async function endTransaction(transaction: Transaction): Promise<void> {
  await ifLatest(transaction, () => write({ transaction: null })).catch(() => undefined);
}

/**
 * Runs a task with the agent's lock, unless a transaction was cancelled or another one has begun meanwhile.
 *
 * @returns what the task returns; nothing where it did not run
 */
function ifLatest<T>({ state }: Transaction, task: () => Promise<T>): Promise<T | undefined> {
  return withAgentLock(async () => {
    const { transaction } = await read('transaction');
    return transaction?.state === state ? task() : undefined;
  });
}

/** Tells whether the tokens of this transaction are stored: only its end was missing. */
async function isSignedInBy({ answeredAt }: Transaction): Promise<boolean> {
  const [connection, { accessToken, credentials }] = await Promise.all([currentConnection(), readTokens()]);
  return (
    answeredAt !== undefined &&
    connection.status === 'signedIn' &&
    connection.signInId >= answeredAt &&
    (accessToken ?? credentials) !== undefined
  );
}

async function useAnswer(answer: Answer, transaction: Transaction): Promise<SignInFailure | undefined> {
  // The transaction can have no other answer from now on.
  const answered = { ...transaction, answer, answeredAt: Date.now() };
  const isTaken = await ifLatest(transaction, async () => {
    await write({ transaction: answered });
    return true;
  });
  if (!isTaken) return { error: 'wrong_answer' };
  let tokens: Tokens;
  try {
    tokens = await tokensFrom(answer, transaction);
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    const code = signInErrorOf(await troubleCode(error));
    // A code that was sent before may have been taken, and the tokens lost with the service worker.
    if (code === 'code_refused' && transaction.answer) return { error: 'interrupted' };
    const { said, wantsSecret, requestId } = error;
    return { error: code, said, wantsSecret, requestId };
  }
  const error = await storeTokens(tokens, transaction).catch(async (reason: unknown) => {
    if (reason instanceof StorageError) return 'storage_failed' as const;
    await revokeUnlessHeld(tokens);
    throw reason;
  });
  if (!error) return undefined;
  await revokeUnlessHeld(tokens);
  return { error };
}

/** Names the error of a sign-in for which LiveChat could not be asked, or did not exchange the code. */
function signInErrorOf(code: LiveChatErrorCode): SignInErrorCode {
  switch (code) {
    case 'not_allowed':
    case 'network_login':
    case 'unexpected_answer':
      return code;
    case 'rate_limited':
    case 'server_error':
      return 'temporarily_unavailable';
    case 'offline':
    case 'timeout':
      return 'livechat_unreachable';
    default:
      return 'code_refused';
  }
}

/** Stores the tokens of a transaction, in place of an earlier sign-in's, unless the agent wants them no more. */
async function storeTokens(tokens: Tokens, transaction: Transaction): Promise<SignInErrorCode | undefined> {
  const replace = async (): Promise<StoredTokens> => {
    const replaced = await readTokens();
    // A service worker that is stopped between the two steps leaves none of what is another agent's.
    await write(removalsAt('signedIn', 'session'));
    const at = Date.now();
    const connection = nextConnection(signedOut, { type: 'signedIn', at });
    const changes = await tokensToStore(tokens, transaction.clientId, at);
    await writeWithDiagnostic(
      { what: 'sign-in', outcome: 'ok' },
      {
        ...removalsAt('signedIn'),
        ...changes,
        connection,
        ...(transaction.withChats && { chats: {}, chatsRefusal: null }),
      },
    );
    return replaced;
  };
  // Half a sign-in is none: where the browser stores only a part of it, it is as if nobody had signed in.
  const store = () => changeTogether([...forgottenAt('signedIn'), 'connection'], replace);
  const { forgotten, accessToken } = await forgetTokens(() => ifLatest(transaction, store), tokens);
  // Nobody waits for that: whoever signs in anew sees the number at once.
  void accessToken.then(revokeUnlessHeld);
  return forgotten ? undefined : 'wrong_answer';
}

async function tokensFrom(answer: Answer, transaction: Transaction): Promise<Tokens> {
  if ('access_token' in answer) return { accessToken: answer.access_token, expiresIn: answer.expires_in };
  const client = { accountsUrl: config.accountsUrl, clientId: transaction.clientId };
  return exchangeCode(client, answer.code, transaction);
}

async function endSignIn(signIn: SignIn | undefined): Promise<void> {
  if (!signIn) return;
  // First, so that the page's end is not taken for a cancellation. If that fails, it is one, of what is done.
  await write({ signIn: null }).catch(() => undefined);
  await focus(signIn.returnWindowId);
  await closeTabs(signIn);
}
