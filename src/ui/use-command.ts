import { useCallback, useState } from 'preact/hooks';
import type { Command } from '../state/protocol/commands.ts';
import { send } from '../state/protocol/messages.ts';

/** Sends commands to the background, and says whether the last one is under way or could not be delivered. */
export function useCommand() {
  const [phase, setPhase] = useState<'idle' | 'busy' | 'failed'>('idle');
  const run = useCallback(async (command: Command): Promise<void> => {
    setPhase('busy');
    try {
      await send(command);
      setPhase('idle');
    } catch {
      setPhase('failed');
    }
  }, []);
  return { run, busy: phase === 'busy', failed: phase === 'failed' };
}
