import { useState } from 'preact/hooks';
import { duration, t } from '../i18n/index.ts';
import { type Ending, undoTime } from '../state/endings.ts';
import { timeToUndo } from './time-to-undo.ts';
import { useNow } from './use-now.ts';
import './undo-time.css';

/** Shows how much of the time to undo an ending is left, as stored: a bar that runs, or the seconds where nothing may move. */
export function UndoTime({ ending }: { ending: Ending }) {
  const { left, isStill } = timeToUndo(ending, useNow(1_000));
  return (
    <div class="undo-time">
      <p>
        {t(isStill ? 'ending_held' : 'ending_soon')}{' '}
        <span class="time-left">{t('time_left', duration(Math.max(1, Math.ceil(left / 1_000))))}</span>
      </p>
      <div class="bar">
        <Bar key={isStill ? `still ${left}` : ending.dueAt} left={left} isStill={isStill} />
      </div>
    </div>
  );
}

/** Runs out from where it begins; another time to undo is another bar. */
function Bar({ left, isStill }: { left: number; isStill: boolean }) {
  const [animationDelay] = useState(`${left - undoTime}ms`);
  return <div style={{ animationDelay, animationPlayState: isStill ? 'paused' : 'running' }} />;
}
