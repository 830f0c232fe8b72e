/**
 * Resolves when the page is shown and has the focus, so that somebody looks at it. A popup that was opened in a window
 * of its own stays open behind others.
 */
export function whenFocused(): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
      removeEventListener('focus', check);
      removeEventListener('visibilitychange', check);
      resolve();
    };
    addEventListener('focus', check);
    addEventListener('visibilitychange', check);
    check();
  });
}
