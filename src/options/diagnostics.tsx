import browser from 'webextension-polyfill';
import { dateAndTime, type TextKey, t } from '../i18n/index.ts';
import { type Diagnostic, diagnosticsText } from '../state/diagnostics.ts';
import type { EndingFailure } from '../state/endings.ts';
import type { FaultKind } from '../state/fault.ts';
import { Button } from '../ui/button.tsx';
import { useCopy } from '../ui/use-copy.ts';
import './diagnostics.css';

const whatText: Record<Diagnostic['what'], TextKey> = {
  'sign-in': 'event_sign_in',
  'sign-out': 'event_sign_out',
  renewal: 'event_renewal',
  'silent-renewal': 'event_silent_renewal',
  sessions: 'event_sessions',
  chats: 'event_chats',
  ending: 'event_ending',
  alert: 'event_alert',
  storage: 'event_storage',
  fault: 'event_fault',
};

/** Names what came of it. The reason of a failure is shown as it is, as that says more to who can help. */
const outcomeText: Record<Exclude<Diagnostic['outcome'], FaultKind | EndingFailure>, TextKey> = {
  ok: 'outcome_ok',
  begun: 'outcome_begun',
  cancelled: 'outcome_cancelled',
  seen: 'outcome_seen',
  confirmed: 'outcome_confirmed',
  damaged: 'outcome_damaged',
  migrated: 'outcome_migrated',
  legacy: 'outcome_legacy',
  deprecation: 'outcome_deprecation',
};

const aboutThisBrowser = () => ({
  version: browser.runtime.getManifest().version,
  userAgent: navigator.userAgent,
  timeZoneOffset: new Date().getTimezoneOffset(),
});

/** Shows what has happened lately, newest first, to read and to send to somebody who can help. */
export function Diagnostics({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const { copy, outcome } = useCopy(diagnosticsText(diagnostics, aboutThisBrowser()));
  return (
    <>
      <p class="about">{t('diagnostics_about')}</p>
      {diagnostics.length === 0 ? (
        <p class="empty">{t('diagnostics_empty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="log" tabIndex={0} aria-label={t('diagnostics_list')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('diagnostics_time')}</th>
                <th scope="col">{t('diagnostics_what')}</th>
                <th scope="col">{t('diagnostics_outcome')}</th>
              </tr>
            </thead>
            <tbody>
              {diagnostics.toReversed().map(({ at, what, outcome: result, requestId, where }, index) => (
                <tr key={`${at}-${index}`}>
                  <td>
                    <time dateTime={new Date(at).toISOString()}>{dateAndTime(at)}</time>
                  </td>
                  <td>{t(whatText[what])}</td>
                  <td>
                    <Outcome outcome={result} />
                    {requestId && <code class="about">{requestId}</code>}
                    {where && <code class="about">{where}</code>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <div class="actions">
        <Button id="copy-diagnostics" onPress={copy}>
          {t(outcome === 'copied' ? 'copied' : 'diagnostics_copy')}
        </Button>
        <span role="status" class={outcome === 'copied' ? 'visually-hidden' : 'error'}>
          {outcome && t(outcome)}
        </span>
      </div>
    </>
  );
}

const isInWords = (outcome: Diagnostic['outcome']): outcome is keyof typeof outcomeText =>
  outcome in outcomeText;

function Outcome({ outcome }: { outcome: Diagnostic['outcome'] }) {
  return isInWords(outcome) ? <span>{t(outcomeText[outcome])}</span> : <code>{outcome}</code>;
}
