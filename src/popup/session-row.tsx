import { useState } from 'preact/hooks';
import type { LiveChatErrorCode } from '../livechat/error.ts';
import type { Command } from '../state/commands.ts';
import type { ListedSession } from '../state/stored.ts';
import type { Device } from '../text/device.ts';
import { clock, text } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { memo } from '../ui/memo.ts';
import { plain } from '../ui/plain.ts';
import { describeSession } from './describe-session.ts';
import { EndCurrent } from './end-current.tsx';
import { failureText } from './ending-text.ts';

const icons: Record<Device['kind'], IconName> = { computer: 'computer', phone: 'phone', unknown: 'help' };

type SessionRowProps = {
  session: ListedSession;
  isNew: boolean;
  /** Says that it is this browser's, where no heading does. */
  isTagged: boolean;
  /** Whether its end is under way, and can be undone. */
  ending: 'undoable' | 'sent' | undefined;
  /** Why it was not ended. */
  failure: LiveChatErrorCode | undefined;
  onCommand(command: Command): void;
};

/** One session: where it is, how it began, what it serves, and the way to end it. Most of it text from outside. */
export const SessionRow = memo(
  ({ session, isNew, isTagged, ending, failure, onCommand }: SessionRowProps) => {
    const { session_id: sessionId, user_agent, current, firstSeen } = session;
    const { kind, name, ip, identity, applications } = describeSession(session);
    // The button that was pressed gives way to another one, which takes the focus over.
    const [isPressed, setPressed] = useState(false);
    const press = (type: 'endSession' | 'undoEnding') => {
      setPressed(true);
      onCommand({ type, sessionId });
    };
    const place = [ip, firstSeen && text('first_seen', clock(firstSeen))].filter(Boolean);
    const facts = [identity, applications].filter(Boolean);
    return (
      <li class="session">
        <Icon name={icons[kind]} />
        <p class="device" title={plain(user_agent, 300)}>
          <bdi class="cut">{name}</bdi>
          {isNew && <span class="tag new">{text('new_tag')}</span>}
          {isTagged && <span class="tag">{text('this_browser')}</span>}
        </p>
        {ending && (
          <div class="end">
            <p>{text('ending')}</p>
            {ending === 'undoable' && (
              <Button focused={isPressed} name={text('undo_named', name)} onPress={() => press('undoEnding')}>
                {text('undo')}
              </Button>
            )}
          </div>
        )}
        {!ending &&
          (current ? (
            <EndCurrent name={name} onConfirm={() => press('endSession')} />
          ) : (
            <Button
              key="end"
              look="quiet"
              focused={isPressed}
              name={text('end_session_named', name)}
              onPress={() => press('endSession')}
            >
              {text('end_session')}
            </Button>
          ))}
        {[place, facts].map(
          (words) =>
            words.length > 0 && (
              <p key={words === place} class="fact" title={words.join(' · ')}>
                {words.map((word) => (
                  <bdi key={word} class="cut">
                    {word}
                  </bdi>
                ))}
              </p>
            ),
        )}
        {failure && (
          <p class="row-failure" role="alert">
            {failureText(failure)}
          </p>
        )}
      </li>
    );
  },
);
