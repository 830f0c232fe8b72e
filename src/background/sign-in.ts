import browser from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { exchangeCode, generateSecrets, type Tokens } from '../livechat/authorization.ts';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';
import { LiveChatError, type LiveChatErrorCode } from '../livechat/error.ts';
import { nextConnection, signedOut } from '../state/connection.ts';
import { currentChoices } from '../state/current-choices.ts';
import type { Answer, SignInErrorCode, SignInFailure } from '../state/sign-in-answer.ts';
import { StorageError } from '../state/storage.ts';
import { read, type Stored, type Transaction, write } from '../state/stored.ts';
import { forgetTokens } from './access-token.ts';
import { authorizationRequest } from './authorization-request.ts';
import {
  currentConnection,
  inTurn,
  note,
  nothingInMemory,
  nothingOfTheAgent,
  writeWithDiagnostic,
} from './connection.ts';
import { keepPolling, poll } from './poll.ts';
import { createQueue } from './queue.ts';
import { revokeUnlessHeld } from './revoke-unless-held.ts';
import { readTokens, type StoredTokens, tokensToStore } from './stored-tokens.ts';
import { troubleCode } from './trouble-code.ts';

/** How long a transaction may wait for its answer, in milliseconds. */
const transactionLifetime = 10 * 60_000;

/** The authorize window's size, in CSS pixels. */
const size = { width: 480, height: 560 };

/**
 * Opens the authorize window; brings the open one, and LiveChat's login window over it, to the front.
 *
 * @param returnWindowId the browser window that gets the focus back afterwards
 */
export function openSignIn(returnWindowId: number | undefined): Promise<void> {
  return inTurn(async () => {
    const { signIn } = await read('signIn');
    if (signIn && (await bringToFront(signIn))) return;
    const { id } = await browser.windows.create({ type: 'popup', url: 'authorize/index.html', ...size });
    if (id === undefined) return;
    await write({
      signIn: {
        authorizeWindowId: id,
        ...(returnWindowId !== undefined && { returnWindowId }),
      },
    });
  });
}

type SignIn = NonNullable<Stored['signIn']>;

/** Gives a window the focus; `false` when there is no such window. */
const focus = (windowId: number | undefined): Promise<boolean> =>
  windowId === undefined
    ? Promise.resolve(false)
    : browser.windows.update(windowId, { focused: true }).then(
        () => true,
        () => false,
      );

async function bringToFront({ authorizeWindowId, loginWindowId }: SignIn): Promise<boolean> {
  const isOpen = await focus(authorizeWindowId);
  if (isOpen) await focus(loginWindowId);
  return isOpen;
}

/** Closes the windows of a sign-in that are still open. */
async function closeWindows({ authorizeWindowId, loginWindowId }: Partial<SignIn>): Promise<void> {
  await Promise.allSettled(
    [loginWindowId, authorizeWindowId].map((id) => id !== undefined && browser.windows.remove(id)),
  );
}

/** Gives the sign-in up and closes its windows. */
export async function cancelSignIn(): Promise<void> {
  const cancelled = await inTurn(async () => {
    const { signIn } = await read('signIn');
    if (!signIn) return {};
    const changes = { signIn: null, transaction: null };
    await writeWithDiagnostic({ what: 'sign-in', outcome: 'cancelled' }, changes);
    return signIn;
  });
  await closeWindows(cancelled);
}

/** Remembers LiveChat's login window, to bring it to the front or to close it. */
export function loginWindowOpened(windowId: number): Promise<void> {
  return inTurn(async () => {
    const { signIn } = await read('signIn');
    if (signIn) await write({ signIn: { ...signIn, loginWindowId: windowId } });
  });
}

/**
 * Begins a transaction, in place of any earlier one, whose answer then counts no more.
 *
 * @param redirectUri where LiveChat is to send its answer
 * @returns what to ask LiveChat for; the code verifier stays here
 */
export async function beginAuthorization(redirectUri: string): Promise<AuthorizationRequest> {
  const { signIn, agent } = await read('signIn', 'agent');
  // The login window of an earlier try.
  await closeWindows({ loginWindowId: signIn?.loginWindowId });
  const { clientId, grant, organizationId } = await currentChoices();
  const transaction = { ...generateSecrets(), createdAt: Date.now(), clientId, grant, redirectUri };
  await inTurn(() => writeWithDiagnostic({ what: 'sign-in', outcome: 'begun' }, { transaction }));
  return authorizationRequest(transaction, { organizationId, email: agent?.email });
}

/** Ends a transaction to which LiveChat gave no usable answer. */
export function failAuthorization(error: SignInErrorCode): Promise<void> {
  return inTurn(() => writeWithDiagnostic({ what: 'sign-in', outcome: error }, { transaction: null }));
}

/** Whether an answer is for a transaction: its state, its grant, in time, and the only one. */
export function isAnswerTo(transaction: Transaction, answer: Answer, now: number): boolean {
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
export function finishAuthorization(answer: Answer): Promise<SignInFailure | Record<string, never>> {
  return oneAnswerAtATime(async () => {
    const { transaction, signIn } = await read('transaction', 'signIn');
    if (!transaction || !isAnswerTo(transaction, answer, Date.now())) return { error: 'wrong_answer' };
    if (!(await isSignedInBy(transaction))) {
      const failure = await useAnswer(answer, transaction);
      if (failure) {
        await endTransaction(transaction, failure.error, failure.requestId);
        return failure;
      }
    }
    // From here on the alarm sees to it that the number comes, whatever happens.
    await keepPolling();
    await Promise.all([poll('signIn'), endSignIn(signIn).then(() => endTransaction(transaction))]);
    return {};
  });
}

const oneAnswerAtATime = createQueue();

/** Removes a transaction, unless another one has taken its place. Never worth failing for: it ends by itself. */
async function endTransaction(
  transaction: Transaction,
  error?: SignInErrorCode,
  requestId?: string,
): Promise<void> {
  if (error) await note({ what: 'sign-in', outcome: error, ...(requestId && { requestId }) });
  await ifLatest(transaction, () => write({ transaction: null }));
}

/**
 * Does something in turn, unless a transaction was cancelled or another one begun meanwhile. Returns what it did; nothing
 * where it was not done.
 */
function ifLatest<T>({ state }: Transaction, act: () => Promise<T>): Promise<T | undefined> {
  return inTurn(async () => {
    const { transaction } = await read('transaction');
    return transaction?.state === state ? act() : undefined;
  });
}

/** Whether the tokens of this transaction are stored: only its end was missing. */
async function isSignedInBy({ answeredAt }: Transaction): Promise<boolean> {
  const [connection, { accessToken, credentials }] = await Promise.all([currentConnection(), readTokens()]);
  return (
    answeredAt !== undefined &&
    connection.status === 'signedIn' &&
    connection.since >= answeredAt &&
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
    return {
      error: code,
      ...(said && { said }),
      ...(wantsSecret && { wantsSecret }),
      ...(requestId && { requestId }),
    };
  }
  const error = await storeTokens(tokens, transaction).catch((reason: unknown): SignInErrorCode => {
    if (reason instanceof StorageError) return 'storage_failed';
    throw reason;
  });
  if (!error) return undefined;
  await revokeUnlessHeld(tokens);
  return { error };
}

/** Names the error of a sign-in whose code LiveChat did not exchange. */
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
  const store = async (): Promise<StoredTokens> => {
    const replaced = await readTokens();
    // A service worker that is stopped between the two steps leaves none of what is another agent's.
    await write(nothingInMemory);
    const at = Date.now();
    const connection = nextConnection(signedOut, { type: 'signedIn', at });
    const changes = await tokensToStore(tokens, transaction.clientId, at);
    await writeWithDiagnostic(
      { what: 'sign-in', outcome: 'ok' },
      { ...nothingOfTheAgent, ...changes, connection },
    );
    return replaced;
  };
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
  // First, so that the window's end is not taken for a cancellation.
  await write({ signIn: null });
  await focus(signIn.returnWindowId);
  await closeWindows(signIn);
}
