import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { send } from '../state/protocol/messages.ts';

/** Sets how often the background hears that the agent is still at "Undo", in milliseconds: well within `holdTime`. */
const interval = 5_000;

/**
 * Lets the ending of a session stand still while the agent is at its "Undo": with the pointer, once that has moved there, as
 * the button may appear below a resting one; or with the keyboard's focus, where that is seen.
 */
export function useHold(area: RefObject<HTMLElement | null>, sessionId: string): void {
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const listening = new AbortController();
    const on = <E extends keyof HTMLElementEventMap>(
      event: E,
      listener: (event: HTMLElementEventMap[E]) => void,
    ) => element.addEventListener(event, listener, listening);
    const handleFocus = () => setFocus(element.querySelector(':focus-visible') !== null);
    on('pointermove', ({ movementX, movementY }) =>
      setPointedAt((was) => was || movementX !== 0 || movementY !== 0),
    );
    on('pointerleave', () => setPointedAt(false));
    on('focusin', handleFocus);
    on('focusout', () => setFocus(false));
    // The button may have taken it over before.
    handleFocus();
    return () => listening.abort();
  }, []);

  const isHeld = isPointedAt || hasFocus;
  useEffect(() => {
    if (!isHeld) return undefined;
    const tell = (type: 'holdEnding' | 'releaseEnding') => {
      // Unheard, the ending goes on.
      send({ type, sessionId }).catch(() => undefined);
    };
    const release = () => tell('releaseEnding');
    tell('holdEnding');
    const timer = setInterval(tell, interval, 'holdEnding');
    addEventListener('pagehide', release);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', release);
      release();
    };
  }, [isHeld, sessionId]);
}
