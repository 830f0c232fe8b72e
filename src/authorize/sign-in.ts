import browser from 'webextension-polyfill';
import type { Flow } from '../config/schema.ts';
import { send } from '../state/protocol/messages.ts';
import { changeSettings } from '../state/store/change-settings.ts';
import { authorize } from './authorize.ts';
import { authorizeByRedirect } from './authorize-by-redirect.ts';
import { finishAuthorization } from './finish-authorization.ts';
import { type NextAction, nextActionAfter } from './next-action.ts';
import type { Phase } from './phase.ts';
import { reportLoginTab } from './report-login-tab.ts';
import type { RestartMemory } from './restart.ts';
import { SignInError } from './sign-in-error.ts';

type SignInOptions = {
  flow: Flow;
  /** Names the flow in the settings, which may be another one. */
  chosenFlow: Flow;
  redirectUri: string;
  memory: RestartMemory;
  /** Shows how far the sign-in is. */
  show(phase: Phase): void;
};

/** Signs in, and resolves to what the window does next, whatever comes of it. */
export async function signIn(options: SignInOptions): Promise<NextAction> {
  try {
    return await run(options);
  } catch (error) {
    return { action: 'stay', phase: await phaseAfter(error, options.show) };
  }
}

/** Gets LiveChat's answer and hands it to the background, which closes this window when it is signed in. */
async function run({ flow, chosenFlow, redirectUri, memory, show }: SignInOptions): Promise<NextAction> {
  show({ name: 'preparing' });
  const request = await send({ type: 'beginAuthorization', redirectUri });
  if (!request.clientId) throw new SignInError('not_configured');
  const loginTab = reportLoginTab(request, (await browser.tabs.getCurrent()).id);
  const authorizing = (
    flow === 'redirect' ? authorizeByRedirect(request) : authorize(request, loginTab.isOpen)
  ).finally(loginTab.stopWaiting);
  show({ name: 'waiting' });
  const answer = await authorizing;
  if (flow !== chosenFlow) await keepFlow(flow);
  show({ name: 'finishing' });
  return nextActionAfter(await finishAuthorization(answer), memory);
}

/** Keeps to the flow that has led to an answer where the chosen one had not. */
async function keepFlow(flow: Flow): Promise<void> {
  // That it cannot be stored is no reason to lose the answer.
  await changeSettings((before) => ({ ...before, flow })).catch(() => undefined);
}

/** Tells the background that the login page gave no usable answer, and takes its word for the reason. */
async function phaseAfter(error: unknown, show: SignInOptions['show']): Promise<Phase> {
  if (!(error instanceof SignInError)) return { name: 'failed', error: 'internal' };
  // Browsers close, or have the agent close, a login page that did not load, too: the background asks LiveChat.
  if (error.code === 'login_window_closed') show({ name: 'checking' });
  const failure = { error: error.code };
  const judged = await send({ type: 'failAuthorization', ...failure }).catch(() => failure);
  return { name: 'failed', ...judged };
}
