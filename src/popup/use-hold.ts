import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { send } from '../state/protocol/messages.ts';

/** Sets how often the background hears that the agent is still at "Undo", in milliseconds: well within `holdTime`. */
const interval = 5_000;

/** Sets how far the pointer has to move on "Undo" before it counts, in CSS pixels: more than a hand that rests moves a mouse. */
const meantDistance = 8;

/**
 * Lets the ending of a session stand still while the agent is at its "Undo": with the pointer, once that has clearly moved
 * there, or has left and come back, as the button may appear below a resting one; or with the keyboard's focus, where that is
 * seen. Whoever turns to another window is there no more. The background hears of it at once, as the popup may go in the next
 * moment. Where that goes without a word, the session ends after `holdTime`.
 */
export function useHold(area: RefObject<HTMLElement | null>, sessionId: string): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    let isPointedAt = false;
    let hasFocus = false;
    let restedAt: { clientX: number; clientY: number } | undefined;
    let hasLeft = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    const tell = (type: 'holdEnding' | 'releaseEnding') => {
      // Unheard, the ending goes on.
      send({ type, sessionId }).catch(() => undefined);
    };
    const release = () => {
      if (timer !== undefined) tell('releaseEnding');
    };
    const update = (now: { isPointedAt?: boolean; hasFocus?: boolean }) => {
      isPointedAt = now.isPointedAt ?? isPointedAt;
      hasFocus = now.hasFocus ?? hasFocus;
      const isHeld = isPointedAt || hasFocus;
      if (isHeld === (timer !== undefined)) return;
      if (isHeld) {
        tell('holdEnding');
        timer = setInterval(tell, interval, 'holdEnding');
        return;
      }
      release();
      clearInterval(timer);
      timer = undefined;
    };
    const handleFocus = () => update({ hasFocus: element.querySelector(':focus-visible') !== null });
    const turnAway = () => {
      restedAt = undefined;
      hasLeft = false;
      update({ isPointedAt: false, hasFocus: false });
    };

    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener(
      'pointermove',
      ({ clientX, clientY, movementX, movementY }) => {
        restedAt ??= { clientX, clientY };
        const distance = Math.hypot(clientX - restedAt.clientX, clientY - restedAt.clientY);
        const isMoved = movementX !== 0 || movementY !== 0;
        if (distance >= meantDistance || (hasLeft && isMoved)) update({ isPointedAt: true });
      },
      { signal },
    );
    element.addEventListener(
      'pointerleave',
      () => {
        hasLeft = true;
        update({ isPointedAt: false });
      },
      { signal },
    );
    element.addEventListener('focusin', handleFocus, { signal });
    element.addEventListener('focusout', () => update({ hasFocus: false }), { signal });
    window.addEventListener('blur', turnAway, { signal });
    document.addEventListener('visibilitychange', () => document.hidden && turnAway(), { signal });
    window.addEventListener('pagehide', release, { signal });
    // It closes a popup of Chromium, whose page then hears of nothing else. Where it does not, the next interval says so.
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && release(), { signal });
    // The button may have taken it over before.
    handleFocus();
    return () => {
      listening.abort();
      turnAway();
    };
  }, [sessionId]);
}
