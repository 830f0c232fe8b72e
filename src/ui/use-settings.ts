import { useState } from 'preact/hooks';
import { changeSettings } from '../state/change-settings.ts';
import type { Settings } from '../state/settings.ts';

/** Saves settings, and says what came of the last change; each promise, whether its own was saved. */
export function useSettings() {
  const [outcome, setOutcome] = useState<'' | 'saved' | 'failed'>('');
  const change = async (settingsAfter: (settings: Settings) => Settings): Promise<boolean> => {
    setOutcome('');
    try {
      await changeSettings(settingsAfter);
      setOutcome('saved');
      return true;
    } catch {
      setOutcome('failed');
      return false;
    }
  };
  return {
    outcome,
    save: (settings: Settings) => change((before) => ({ ...before, ...settings })),
    replace: (settings: Settings) => change(() => settings),
  };
}
