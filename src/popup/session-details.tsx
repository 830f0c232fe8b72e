import { t } from '../i18n/index.ts';
import type { Command } from '../state/protocol/commands.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { Button } from '../ui/button.tsx';
import { useCopy } from '../ui/use-copy.ts';
import { describeSession } from './describe-session.ts';
import { detailLines, textForIt } from './detail-lines.ts';
import { SessionNameField } from './session-name-field.tsx';
import './session-details.css';

type SessionDetailsProps = {
  session: ListedSession;
  /** Tells one session from another. */
  label: string;
  onCommand(command: Command): void;
};

/** Shows all that is known of a session, with a name of the agent's own for it, and a way to send it to IT. */
export function SessionDetails({ session, label, onCommand }: SessionDetailsProps) {
  const { session_id: sessionId } = session;
  const { copy, outcome } = useCopy(textForIt(session));
  return (
    <fieldset class="details" aria-label={label}>
      <dl>
        {detailLines(session).map((detail) => (
          <div key={detail.label}>
            <dt>{detail.label}</dt>
            <dd>
              <bdi>{detail.value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {sessionId && (
        <SessionNameField
          sessionId={sessionId}
          name={describeSession(session).ownName}
          onSave={(name) => onCommand({ type: 'nameSession', sessionId, name })}
        />
      )}
      <div class="copy-for-it">
        <Button onPress={copy}>{t(outcome === 'copied' ? 'copied' : 'copy_for_it')}</Button>
        <span class={outcome === 'copy_failed' ? undefined : 'visually-hidden'} role="status">
          {outcome && t(outcome)}
        </span>
      </div>
    </fieldset>
  );
}
