import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { Device } from '../i18n/device.ts';
import { clock, t } from '../i18n/index.ts';
import { failureText } from '../state/ending-text.ts';
import type { EndingFailure } from '../state/endings.ts';
import type { Command } from '../state/protocol/commands.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { sanitizeText } from '../ui/sanitize-text.ts';
import { describeSession } from './describe-session.ts';
import { EndCurrent } from './end-current.tsx';
import { memo } from './memo.ts';
import './session-row.css';

/** Names the drawing of each kind of device. */
export const icons: Record<Device['kind'], IconName> = {
  computer: 'computer',
  phone: 'phone',
  unknown: 'help',
};

type SessionRowProps = {
  session: ListedSession;
  isNew: boolean;
  /** Says that it is this browser's, where no heading does. */
  isTagged: boolean;
  /** Tells whether its end is under way, and whether that can be undone. */
  ending: 'undoable' | 'sent' | undefined;
  /** Names the reason why it was not ended. */
  failure: EndingFailure | undefined;
  /** Makes a screen reader say so of this row; where several were to be ended, it says what came of all. */
  isAlert: boolean;
  onCommand(command: Command): void;
};

/** Shows one session, mostly text from outside: where it is, how it began, what it serves, and the way to end it. */
export const SessionRow = memo(
  ({ session, isNew, isTagged, ending, failure, isAlert, onCommand }: SessionRowProps) => {
    const { session_id: sessionId, user_agent, current, arrivedAt } = session;
    const { kind, name, ip, identity, applications } = describeSession(session);
    // The button that was pressed gives way to another one, which takes the focus over.
    const [isPressed, setPressed] = useState(false);
    const press = (type: 'endSession' | 'undoEnding') => {
      setPressed(true);
      onCommand({ type, sessionId });
    };
    // Two browsers of a kind are told apart by where they are.
    const fullName = [name, ip].filter(Boolean).join(', ');
    const seen = arrivedAt && t('first_seen', clock(arrivedAt));
    // An IPv6 address is not to be cut, so it has a line of its own.
    const lines = [...(ip.length > 20 ? [[ip], [seen]] : [[ip, seen]]), [identity, applications]]
      .map((words) => words.filter(Boolean))
      .filter((words) => words.length > 0);
    return (
      <li class="session">
        <Icon name={icons[kind]} />
        <p class="device" title={sanitizeText(user_agent, 300)}>
          <bdi class="truncate" elementtiming="row">
            {name}
          </bdi>
          {isNew && <span class="tag new">{t('new_tag')}</span>}
          {isTagged && <span class="tag">{t('this_browser')}</span>}
        </p>
        {ending && (
          <div class="end">
            <p>{t('ending')}</p>
            {ending === 'undoable' && (
              <Button
                focused={isPressed}
                name={t('undo_named', fullName)}
                onPress={() => press('undoEnding')}
              >
                {t('undo')}
              </Button>
            )}
          </div>
        )}
        {!ending &&
          sessionId &&
          (current ? (
            <EndCurrent name={fullName} focused={isPressed} onConfirm={() => press('endSession')} />
          ) : (
            <Button
              key="end"
              variant="ghost"
              focused={isPressed}
              name={t('end_session_named', fullName)}
              onPress={() => press('endSession')}
            >
              {t('end_session')}
            </Button>
          ))}
        {lines.map((words) => (
          <p key={words[0]} class="fact" title={words.join(' · ')}>
            {words.map((word, index) => (
              <Fragment key={word}>
                {/* Beside the words, which may have another direction than the page. */}
                {index > 0 && <span class="dot">·</span>}
                <bdi class="truncate">{word}</bdi>
              </Fragment>
            ))}
          </p>
        ))}
        {!sessionId && <p class="fact">{t('session_without_id')}</p>}
        {failure && (
          <p class="row-failure" role={isAlert ? 'alert' : undefined}>
            {failureText(failure)}
          </p>
        )}
      </li>
    );
  },
);
