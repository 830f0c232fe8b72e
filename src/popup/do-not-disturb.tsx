import { useState } from 'preact/hooks';
import { clock, t } from '../i18n/index.ts';
import type { Command } from '../state/protocol/commands.ts';
import { isQuietAt } from '../state/quiet.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';
import './do-not-disturb.css';

type DoNotDisturbProps = { quietUntil: PublicValues['quietUntil']; onCommand(command: Command): void };
type Until = Extract<Command, { type: 'doNotDisturb' }>['until'];

/** Stops the notifications for a while, and says until when; or lets them come again. */
export function DoNotDisturb({ quietUntil, onCommand }: DoNotDisturbProps) {
  // The button that was pressed gives way to another one, which takes the focus over.
  const [isPressed, setPressed] = useState(false);
  const press = (until: Until) => {
    setPressed(true);
    onCommand({ type: 'doNotDisturb', until });
  };
  if (isQuietAt(Date.now(), quietUntil)) {
    return (
      <p id="paused" class="paused">
        <span>{t('paused_until', clock(quietUntil))}</span>
        <Button id="pause-end" variant="ghost" focused={isPressed} onPress={() => press('off')}>
          {t('pause_end')}
        </Button>
      </p>
    );
  }
  return (
    <Disclosure id="pause" label={t('pause')} focused={isPressed}>
      {() => (
        <>
          <p>{t('pause_about')}</p>
          <div class="actions">
            <Button id="pause-hour" onPress={() => press('hour')}>
              {t('pause_hour')}
            </Button>
            <Button id="pause-tomorrow" onPress={() => press('tomorrow')}>
              {t('pause_tomorrow')}
            </Button>
          </div>
        </>
      )}
    </Disclosure>
  );
}
