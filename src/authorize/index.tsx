import { render } from 'preact';
import browser from 'webextension-polyfill';
import { config, isFirefox } from '../config/index.ts';
import type { Flow } from '../config/schema.ts';
import { t } from '../i18n/index.ts';
import { type Reply, send } from '../state/protocol/messages.ts';
import { redirectUri as redirectUriOf } from '../state/protocol/redirect-uri.ts';
import type { Answer } from '../state/protocol/sign-in-answer.ts';
import { choicesOf } from '../state/settings.ts';
import { changeSettings } from '../state/store/change-settings.ts';
import { read } from '../state/store/page-store.ts';
import { applyLanguage, applyTheme } from '../ui/appearance.ts';
import { askForAccess } from '../ui/ask-for-access.ts';
import { reportFaults } from '../ui/report-faults.ts';
import { authorize, SignInError } from './authorize.ts';
import { authorizeByRedirect } from './authorize-by-redirect.ts';
import { AuthorizeView } from './authorize-view.tsx';
import type { Phase } from './phase.ts';
import { reportLoginTab } from './report-login-tab.ts';

reportFaults('authorize');

/** How long "You are signed in" is shown if nobody closes the window, in milliseconds. */
const closeAfter = 500;

/** What a window that has begun anew knows of the time before: `again` by itself, `redirect` in the other flow. */
const remembered = new URLSearchParams(location.search);

/** Absent where the browser does not tell. */
const stored = await read('settings', 'managed').catch(() => undefined);
const choices = choicesOf(stored?.settings, stored?.managed);
const flow: Flow = remembered.has('redirect') ? 'redirect' : choices.flow;
const redirectUri = redirectUriOf(flow);

/** Begins anew: a new page is the only way to be rid of the SDK's listener. */
function beginAnew(remember?: 'again' | 'redirect'): void {
  if (remember) remembered.set(remember, '');
  location.search = remembered.toString();
}

/** Keeps to the flow that has led to an answer where the chosen one had not. */
async function chooseFlow(): Promise<void> {
  if (flow === choices.flow) return;
  // That it cannot be stored is no reason to lose the answer.
  await changeSettings((before) => ({ ...before, flow })).catch(() => undefined);
}

function show(phase: Phase): void {
  render(
    <AuthorizeView
      phase={phase}
      redirectUri={redirectUri}
      containedHost={isFirefox ? new URL(config.accountsUrl).host : undefined}
      onTryAgain={() => beginAnew()}
      onAllow={async () => (await askForAccess()) && beginAnew()}
      onTryRedirect={flow === 'popup' && !stored?.managed?.flow ? () => beginAnew('redirect') : undefined}
      onCancel={() => window.close()}
      onShowLogin={() => send({ type: 'signIn' })}
      onOpenSettings={() => browser.runtime.openOptionsPage()}
    />,
    document.body,
  );
}

/** Gets LiveChat's answer and hands it to the background, which closes this window when it is signed in. */
async function signIn(): Promise<Phase> {
  show({ name: 'preparing' });
  const request = await send({ type: 'beginAuthorization', redirectUri });
  if (!request.clientId) throw new SignInError('not_configured');
  const loginTab = reportLoginTab(request, (await browser.tabs.getCurrent()).id);
  const authorizing = (
    flow === 'redirect' ? authorizeByRedirect(request) : authorize(request, loginTab.isOpen)
  ).finally(loginTab.stopWaiting);
  show({ name: 'waiting' });
  const answer = await authorizing;
  await chooseFlow();
  show({ name: 'finishing' });
  const { error, ...details } = await finish(answer);
  // LiveChat still knows the agent, and answers without asking them anything.
  if (error === 'interrupted' && !remembered.has('again')) {
    beginAnew('again');
    return { name: 'preparing' };
  }
  if (error) return { name: 'failed', error, ...details };
  // The background closes this window, too, and returns the focus; unless it was stopped in between.
  setTimeout(() => window.close(), closeAfter);
  return { name: 'done' };
}

/** Hands the answer over; again if the service worker is stopped on the way, which takes it up where it was. */
async function finish(answer: Answer, triesLeft = 3): Promise<Reply<'finishAuthorization'>> {
  try {
    return await send({ type: 'finishAuthorization', answer });
  } catch (error) {
    if (triesLeft === 0) throw error;
    return finish(answer, triesLeft - 1);
  }
}

async function handleError(error: unknown): Promise<Phase> {
  if (!(error instanceof SignInError)) return { name: 'failed', error: 'internal' };
  // Browsers close, or have the agent close, a login page that did not load, too: the background asks LiveChat.
  if (error.code === 'login_window_closed') show({ name: 'checking' });
  const failed = { error: error.code };
  const { error: told } = await send({ type: 'failAuthorization', ...failed }).catch(() => failed);
  return { name: 'failed', error: told };
}

document.title = `${t('authorize_title')} – ${t('extension_name')}`;
applyLanguage();
applyTheme(choices);
if (stored) signIn().catch(handleError).then(show);
else show({ name: 'failed', error: 'storage_unreadable' });
