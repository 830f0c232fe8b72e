import { useEffect } from 'preact/hooks';
import { send } from '../state/protocol/messages.ts';
import { firstPaint } from './first-paint.ts';
import { whenFocused } from './when-focused.ts';

/**
 * Tells the background that new sessions were looked at, once they were painted and somebody was there: that calms the badge.
 *
 * @param isShown whether there are new ones that nobody has looked at, all of them in the list
 */
export function useMarkSeen(isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return undefined;
    let isOver = false;
    firstPaint()
      .then(whenFocused)
      .then(() => isOver || send({ type: 'markSeen' }))
      // What is not noted now is noted the next time.
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [isShown]);
}
