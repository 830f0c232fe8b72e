import { useEffect } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { Session } from '../livechat/session.ts';
import { troubleText } from '../state/badge.ts';
import type { View } from '../state/view.ts';
import { plural, text } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Age } from './age.tsx';
import { SessionList } from './session-list.tsx';
import { useCommand } from './use-command.ts';

type SignedInProps = {
  view: Extract<View, { state: 'fresh' | 'stale' | 'loading' }>;
  sessions: Session[] | undefined;
};

/** The count, how old it is, and the sessions behind it. */
export function SignedIn({ view, sessions }: SignedInProps) {
  const { run, busy } = useCommand();
  const refresh = () => run({ type: 'refresh', trigger: 'click' });
  useEffect(() => {
    const handleOnline = () => run({ type: 'refresh', trigger: 'online' });
    run({ type: 'refresh', trigger: 'popup' });
    window.addEventListener('online', handleOnline);
    return () => window.removeEventListener('online', handleOnline);
  }, []);

  const isStale = view.state === 'stale';
  const known = view.state === 'fresh' ? view : isStale ? view.known : undefined;
  return (
    <>
      <section class="summary" aria-labelledby="count-line">
        <p id="count-line" class="count-line">
          {known ? (
            <>
              <strong id="count">{known.count.toLocaleString(browser.i18n.getUILanguage())}</strong>{' '}
              <span>{plural('sessions_unit', known.count)}</span>
            </>
          ) : (
            <span>{text(isStale ? 'count_unknown' : 'loading')}</span>
          )}
        </p>
        <Button id="refresh" look={isStale ? 'primary' : 'plain'} busy={busy} onPress={refresh}>
          <Icon name="refresh" turning={busy} />
          {text(isStale ? 'try_now' : 'refresh')}
        </Button>
        {known && <Age fetchedAt={known.fetchedAt} />}
      </section>
      {isStale && (
        <p class="notice" role="status">
          <Icon name="alert" />
          <span class="sentence">{troubleText(view.trouble)}</span>
        </p>
      )}
      {sessions ? (
        <SessionList sessions={sessions} />
      ) : (
        isStale && <p class="empty">{text('sessions_reload_needed')}</p>
      )}
      <p class="unseen" role="status">
        {known && plural('active_sessions', known.count)}
      </p>
    </>
  );
}
