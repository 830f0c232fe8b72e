import { type FaultKind, type FaultPlace, faultKindOf } from '../state/fault.ts';
import { send } from '../state/protocol/messages.ts';

/**
 * Tells the background from now on what goes wrong on this page and nobody catches, for the diagnostics: each kind
 * once, as a page that fails at every rendering would never end telling.
 */
export function reportFaults(where: FaultPlace): void {
  const reported = new Set<FaultKind>();
  const report = async (fault: unknown): Promise<void> => {
    const kind = faultKindOf(fault);
    if (reported.has(kind)) return;
    reported.add(kind);
    // What fails here must not be a fault to report.
    try {
      await send({ type: 'reportFault', where, kind });
    } catch {}
  };
  addEventListener('unhandledrejection', ({ reason }) => void report(reason));
  addEventListener('error', ({ error }) => void report(error));
}
