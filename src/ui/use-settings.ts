import { useRef, useState } from 'preact/hooks';
import type { Settings } from '../state/settings.ts';
import { read, write } from '../state/shown.ts';

/** Saves settings, one change after the other, and says what came of the last one; each promise, whether its own was saved. */
export function useSettings() {
  const [outcome, setOutcome] = useState<'' | 'saved' | 'failed'>('');
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const store = (settingsAfter: (settings: Settings) => Settings): Promise<boolean> => {
    const saving = last.current.then(async () => {
      setOutcome('');
      try {
        const { settings = {} } = await read('settings');
        await write({ settings: settingsAfter(settings) });
        setOutcome('saved');
        return true;
      } catch {
        setOutcome('failed');
        return false;
      }
    });
    last.current = saving;
    return saving;
  };
  return {
    outcome,
    save: (change: Settings) => store((settings) => ({ ...settings, ...change })),
    replace: (settings: Settings) => store(() => settings),
  };
}
