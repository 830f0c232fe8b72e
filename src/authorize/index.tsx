import { render } from 'preact';
import browser from 'webextension-polyfill';
import { config, isFirefox } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { addsChats } from '../state/adds-chats.ts';
import { send } from '../state/protocol/messages.ts';
import { redirectUri as redirectUriOf } from '../state/protocol/redirect-uri.ts';
import { choicesOf } from '../state/settings.ts';
import { readPublic } from '../state/store/page-store.ts';
import { onStoredChange } from '../state/store/storage.ts';
import { applyLanguage, applyTheme } from '../ui/appearance.ts';
import { askForAccess } from '../ui/ask-for-access.ts';
import { reportFaults } from '../ui/report-faults.ts';
import { AuthorizeView, authorizeTitle } from './authorize-view.tsx';
import type { NextAction } from './next-action.ts';
import type { Phase } from './phase.ts';
import { canTryRedirect, flowOf, memoryFrom, type RestartMemory, searchFor } from './restart.ts';
import { signIn } from './sign-in.ts';

reportFaults('authorize');

/** Sets how long "You are signed in" is shown if nobody closes the window, in milliseconds. */
const closeAfter = 500;

/** Holds what is stored; absent where the browser does not tell. */
const stored = await readPublic('settings', 'managed', 'signIn', 'connection').catch(() => undefined);
const choices = choicesOf(stored?.settings, stored?.managed);
const memory = memoryFrom(location.search);
const flow = flowOf(memory, choices.flow);
const redirectUri = redirectUriOf(flow);
let isAddition = addsChats(stored ?? {});
let shown: Phase | undefined;

/** Begins anew: a new page is the only way to be rid of the SDK's listener. */
function restart(remembered: RestartMemory): void {
  location.search = searchFor(remembered);
}

/** Follows what is stored of the sign-in: it may be stored only once this page is there, and not any more at its end. */
async function followSignIn(): Promise<void> {
  const now = await readPublic('signIn', 'connection').catch(() => undefined);
  if (!now?.signIn || addsChats(now) === isAddition) return;
  isAddition = addsChats(now);
  if (shown) show(shown);
}

function show(phase: Phase): void {
  shown = phase;
  document.title = `${t(authorizeTitle(isAddition))} – ${t('extension_name')}`;
  render(
    <AuthorizeView
      phase={phase}
      redirectUri={redirectUri}
      clientId={choices.clientId}
      addsChats={isAddition}
      containedHost={isFirefox ? new URL(config.accountsUrl).host : undefined}
      onTryAgain={() => restart(memory)}
      onAllow={async () => (await askForAccess()) && restart(memory)}
      onTryRedirect={
        canTryRedirect(flow, stored?.managed?.flow)
          ? () => restart({ ...memory, triesRedirect: true })
          : undefined
      }
      onCancel={() => window.close()}
      onShowLogin={() => send({ type: 'signIn' })}
      onOpenSettings={() => browser.runtime.openOptionsPage()}
    />,
    document.body,
  );
}

function follow(next: NextAction): void {
  if (next.action === 'restart') restart(next.memory);
  // The background closes this window, too, and returns the focus; unless it was stopped in between.
  if (next.action === 'close') setTimeout(() => window.close(), closeAfter);
  show(next.phase);
}

onStoredChange(['signIn'], followSignIn);
applyLanguage();
applyTheme(choices);
if (stored) signIn({ flow, chosenFlow: choices.flow, redirectUri, memory, show }).then(follow);
else show({ name: 'failed', error: 'storage_unreadable' });
