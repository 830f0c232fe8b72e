import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';

/** Tells whether the browser shows our button on its toolbar, not only in the menu of extensions. */
export function useIsPinned(): boolean {
  const [isPinned, setIsPinned] = useState(false);
  useEffect(() => {
    const update = async () => {
      const { isOnToolbar = false } = await browser.action.getUserSettings();
      setIsPinned(isOnToolbar);
    };
    update();
    // The browser tells of changes only from Chrome 130 on; asking is cheap.
    const timer = setInterval(update, 1_000);
    return () => clearInterval(timer);
  }, []);
  return isPinned;
}
