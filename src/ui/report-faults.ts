import { type FaultPlace, faultNamesOf } from '../state/fault.ts';
import { send } from '../state/protocol/messages.ts';

/**
 * Tells the background from now on what goes wrong on this page and nobody catches, for the diagnostics: what is called the same
 * once, as a page that fails at every rendering would never end telling.
 */
export function reportFaults(where: FaultPlace): void {
  const reported = new Set<string>();
  const report = async (fault: unknown): Promise<void> => {
    const names = faultNamesOf(fault);
    if (reported.has(`${names}`)) return;
    reported.add(`${names}`);
    // What fails here must not be a fault to report.
    try {
      await send({ type: 'reportFault', where, names });
    } catch {}
  };
  addEventListener('unhandledrejection', ({ reason }) => void report(reason));
  addEventListener('error', ({ error }) => void report(error));
}
