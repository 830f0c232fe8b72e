import { number, plural, t } from '../i18n/index.ts';
import { resultText } from '../state/ending-text.ts';
import { type Ending, isOpen } from '../state/endings.ts';
import { endingsResult, endingsToShow } from '../state/endings-result.ts';
import { nextSteps, type PromptStep } from '../state/next-steps.ts';
import type { Command } from '../state/protocol/commands.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { troubleNoticeText } from '../state/trouble-advice.ts';
import type { SignedInView } from '../state/view.ts';
import { askForAccess } from '../ui/ask-for-access.ts';
import { Button } from '../ui/button.tsx';
import { Failure } from './failure.tsx';
import { SessionList } from './session-list.tsx';
import { SignInFailure } from './sign-in-failure.tsx';
import { SigningIn } from './signing-in.tsx';
import { StrangerNotice } from './stranger-notice.tsx';
import { Summary } from './summary.tsx';
import { SlowNotice, TroubleNotice } from './trouble-notice.tsx';
import { useNow } from './use-now.ts';
import { useRefresh } from './use-refresh.ts';
import './signed-in.css';

type SignedInProps = {
  view: SignedInView;
  sessions: ListedSession[] | undefined;
  /** Counts the sessions that are not in the list. */
  unlisted: number;
  endings: Ending[] | undefined;
  /** Tells whether there are new sessions that nobody has looked at. */
  isAlert: boolean;
  /** Tells whether later sessions are marked as new. */
  marksNew: boolean;
  serviceStatus: PublicValues['serviceStatus'];
  onCommand(command: Command): void;
  isSigningIn: boolean;
  /** Says why the last sign-in did not succeed, if it did not. */
  signInFailure: PublicValues['signInFailure'];
  /** Takes the step whose button was pressed. */
  onStep(step: PromptStep): void;
};

/** Shows the number of sessions, how old it is, and the sessions behind it. */
export function SignedIn(props: SignedInProps) {
  const { view, sessions, unlisted, endings, isAlert, marksNew, serviceStatus } = props;
  const { onCommand, isSigningIn, signInFailure, onStep } = props;
  const steps = nextSteps(view, isSigningIn);
  const { refresh, busy, failed } = useRefresh();
  const isForbidden = steps.includes('allow');
  const refreshOrAllow = async () => {
    if (isForbidden) await askForAccess();
    await refresh();
  };

  const isStale = view.state === 'stale';
  const isSlow = view.state === 'loading' && view.isSlow;
  const trouble = isStale && troubleNoticeText(view.trouble);
  const lastCount = isStale ? view.known : view.state === 'loading' ? undefined : view;
  const recentEndings = endingsToShow(endings, useNow(5_000));
  const result = endingsResult(recentEndings);
  const endedSingly = recentEndings.filter(({ of, state }) => of === 'one' && state === 'ended').length;
  const results = [
    result && resultText(result),
    // One that failed says so in its row.
    endedSingly > 0 && !recentEndings.some(isOpen) && plural('sessions_ended', endedSingly),
  ].filter(Boolean);
  return (
    <>
      <Summary
        fetchedAt={lastCount?.fetchedAt}
        button={isForbidden ? 'allow' : isStale || isSlow ? 'try_again' : 'refresh'}
        busy={busy}
        onRefresh={refreshOrAllow}
      >
        {lastCount ? (
          <>
            <strong id="count" elementtiming="count">
              {number(lastCount.count)}
            </strong>{' '}
            {plural('sessions_unit', lastCount.count)}
          </>
        ) : (
          t(isStale ? 'count_unknown' : 'loading')
        )}
      </Summary>
      {failed && <Failure />}
      {isSlow && <SlowNotice />}
      {isStale && <TroubleNotice trouble={view.trouble} serviceStatus={serviceStatus} />}
      {steps.includes('showWindow') && <SigningIn onStep={onStep} />}
      {steps.includes('signIn') && (
        <div class="sign-in-anew">
          <SignInFailure failure={signInFailure} />
          <Button id="sign-in" onPress={() => onStep('signIn')}>
            {t('sign_in_again')}
          </Button>
        </div>
      )}
      {/* Always there: of an element that comes together with its words, many screen readers say nothing. */}
      <p class="result" role="status">
        {results.join(' ')}
      </p>
      <div role="status">{recentEndings.some(({ isStranger }) => isStranger) && <StrangerNotice />}</div>
      {/* Seen in the row, which comes together with it. */}
      <p id="spoken-ending" class="visually-hidden" role="status">
        {recentEndings.some(({ of, current, state }) => of === 'one' && !current && state === 'waiting') &&
          t('ending_soon')}
      </p>
      {sessions ? (
        <SessionList
          sessions={sessions}
          endings={recentEndings}
          isAlert={isAlert}
          marksNew={marksNew}
          onCommand={onCommand}
        />
      ) : (
        isStale && <p class="empty">{t('sessions_reload_needed')}</p>
      )}
      {unlisted > 0 && (
        <p id="unlisted" class="list-note">
          {plural('sessions_unlisted', unlisted)}
        </p>
      )}
      {/* Empty while LiveChat is asked: what has not changed is said again. */}
      <p id="spoken" class="visually-hidden" role="status">
        {!busy &&
          (trouble ||
            (isSlow && t('loading_slow')) ||
            (lastCount && plural('active_sessions', lastCount.count)))}
      </p>
    </>
  );
}
