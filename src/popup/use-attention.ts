import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Tells whether the agent is at a part of the page: with the pointer, or with the keyboard's focus, where that is seen. */
export function useAttention(area: RefObject<HTMLElement | null>): boolean {
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('pointerenter', () => setPointedAt(true), { signal });
    element.addEventListener('pointerleave', () => setPointedAt(false), { signal });
    const handleFocus = () => setFocus(element.matches(':focus-visible, :has(:focus-visible)'));
    element.addEventListener('focusin', handleFocus, { signal });
    element.addEventListener(
      'focusout',
      // From one part of it to another, it does not go.
      ({ relatedTarget }) => element.contains(relatedTarget as Node | null) || setFocus(false),
      { signal },
    );
    return () => listening.abort();
  }, []);
  return isPointedAt || hasFocus;
}
