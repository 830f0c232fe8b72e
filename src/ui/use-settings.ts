import { useState } from 'preact/hooks';
import type { Settings } from '../state/settings.ts';
import { changeSettings } from '../state/store/change-settings.ts';
import { useTimeout } from './use-timeout.ts';

/**
 * Saves settings, and says for a while that the last change was saved, or until the next one that it was not.
 *
 * @returns `save`, and `replace` for who says by himself what came of it: both resolve to whether they were saved
 */
export function useSettings() {
  const [outcome, setOutcome] = useState<'' | 'saved' | 'failed'>('');
  useTimeout(outcome === 'saved', 4_000, () => setOutcome(''));
  const change = (settingsAfter: (settings: Settings) => Settings): Promise<boolean> => {
    setOutcome('');
    return changeSettings(settingsAfter).then(
      () => true,
      () => false,
    );
  };
  return {
    outcome,
    save: async (settings: Settings): Promise<boolean> => {
      const isSaved = await change((before) => ({ ...before, ...settings }));
      setOutcome(isSaved ? 'saved' : 'failed');
      return isSaved;
    },
    replace: (settings: Settings) => change(() => settings),
  };
}
