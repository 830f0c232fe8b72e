import { useEffect } from 'preact/hooks';
import { send } from '../state/protocol/messages.ts';
import { firstPaint } from './first-paint.ts';
import { whenFocused } from './when-focused.ts';

/** Tells the background that new sessions were looked at, once they were painted and somebody was there: that calms the badge. */
export function useMarkSeen(isAlert: boolean): void {
  useEffect(() => {
    if (!isAlert) return;
    firstPaint()
      .then(whenFocused)
      .then(() => send({ type: 'markSeen' }))
      // What is not noted now is noted the next time.
      .catch(() => undefined);
  }, [isAlert]);
}
