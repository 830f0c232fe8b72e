import { render } from 'preact';
import browser from 'webextension-polyfill';
import { send } from '../state/messages.ts';
import { authorize, SignInError } from './authorize.ts';
import { AuthorizeView } from './authorize-view.tsx';
import type { Phase } from './phase.ts';
import { reportLoginWindow } from './report-login-window.ts';
import './authorize.css';

const redirectUri = location.origin + location.pathname;

function show(phase: Phase): void {
  render(
    <AuthorizeView
      phase={phase}
      redirectUri={redirectUri}
      // A new page is the only way to be rid of the SDK's listener.
      onTryAgain={() => location.reload()}
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
  if (!request.clientId) return { name: 'failed', error: 'not_configured' };
  reportLoginWindow();
  const authorizing = authorize(request);
  show({ name: 'waiting' });
  const answer = await authorizing;
  show({ name: 'finishing' });
  const { error } = await send({ type: 'finishAuthorization', answer });
  return error ? { name: 'failed', error } : { name: 'done' };
}

signIn()
  .catch(
    (error): Phase => ({ name: 'failed', error: error instanceof SignInError ? error.code : 'internal' }),
  )
  .then(show);
