import { useState } from 'preact/hooks';
import type { Device } from '../i18n/device.ts';
import { t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import { failureText } from '../state/ending-text.ts';
import { type Ending, isOpen } from '../state/endings.ts';
import { failureOf } from '../state/endings-result.ts';
import type { Command } from '../state/protocol/commands.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { describeSession } from './describe-session.ts';
import { EndCurrent } from './end-current.tsx';
import { Facts } from './facts.tsx';
import { memo } from './memo.ts';
import { SessionDetails } from './session-details.tsx';
import { sessionLines } from './session-lines.ts';
import { SessionQuestion } from './session-question.tsx';
import { UndoButton } from './undo-button.tsx';
import { UndoTime } from './undo-time.tsx';
import './session-row.css';

/** Names the drawing of each kind of device. */
export const icons: Record<Device['kind'], IconName> = {
  computer: 'computer',
  phone: 'phone',
  unknown: 'help',
};

type SessionRowProps = {
  session: ListedSession;
  /** Says that it is this browser's, where no heading does. */
  isTagged: boolean;
  /** Its end, if the agent wants that, and what came of it. */
  ending: Ending | undefined;
  onCommand(command: Command): void;
};

/** Shows one session, mostly text from outside: where it is, how it began, what it serves, and the way to end it. */
export const SessionRow = memo(({ session, isTagged, ending, onCommand }: SessionRowProps) => {
  const { session_id: sessionId, user_agent, current, isNew } = session;
  const { kind, ownName, name, ip } = describeSession(session);
  const [isExpanded, setExpanded] = useState(false);
  // The button that was pressed gives way to another one, which takes the focus over.
  const [isPressed, setPressed] = useState(false);
  const press = (command: Command) => {
    setPressed(true);
    onCommand(command);
  };
  const end = () => press({ type: 'endSession', sessionId });
  // Two browsers of a kind are told apart by where they are.
  const fullName = [ownName || name, ip].filter(Boolean).join(', ');
  const isEnding = ending !== undefined && isOpen(ending);
  const undoable = ending?.state === 'waiting' && ending.of === 'one' && !current ? ending : undefined;
  const failure = ending && failureOf(ending);
  const isAsked = isNew === true && !isEnding;
  const details = (
    <div class="more">
      <Button
        variant="ghost"
        label={t('details')}
        name={t('details_named', fullName)}
        expanded={isExpanded}
        onPress={() => setExpanded(!isExpanded)}
      >
        <Icon name="chevron" />
      </Button>
    </div>
  );
  // Its question opens below both buttons.
  const isAskable = current && sessionId !== '' && !isEnding;
  return (
    <li class="session">
      <Icon name={icons[kind]} />
      <p class="device" title={sanitizeText(user_agent, 300)}>
        <bdi class="truncate" elementtiming="row">
          {ownName || name}
        </bdi>
        {isNew && <span class="tag new">{t('new_tag')}</span>}
        {isTagged && <span class="tag">{t('this_browser')}</span>}
      </p>
      {undoable && (
        <UndoButton
          sessionId={sessionId}
          name={fullName}
          focused={isPressed}
          onPress={() => press({ type: 'undoEnding', sessionId })}
        />
      )}
      {isEnding && !undoable && <p class="end">{t('ending')}</p>}
      {isAskable && (
        <EndCurrent name={fullName} focused={isPressed} onConfirm={end}>
          {details}
        </EndCurrent>
      )}
      {!isEnding && sessionId && !current && (
        <Button
          key="end"
          variant="ghost"
          focused={isPressed}
          name={t('end_session_named', fullName)}
          onPress={end}
        >
          {t('end_session')}
        </Button>
      )}
      {!isAskable && details}
      <Facts lines={sessionLines(session)} />
      {!sessionId && <p class="fact">{t('session_without_id')}</p>}
      {undoable && <UndoTime ending={undoable} />}
      {isAsked && (
        <SessionQuestion
          name={fullName}
          onConfirm={() => press({ type: 'confirmSession', sessionId: sessionId || (session.hash ?? '') })}
          onDeny={sessionId ? () => press({ type: 'endSession', sessionId, isStranger: true }) : undefined}
        />
      )}
      {failure && (
        // Where several were to be ended, a screen reader hears what came of all.
        <p class="row-failure" role={ending?.of === 'one' ? 'alert' : undefined}>
          {failureText(failure)}
        </p>
      )}
      {isExpanded && (
        <SessionDetails session={session} label={t('details_named', fullName)} onCommand={onCommand} />
      )}
    </li>
  );
});
