import { type FaultPlace, faultKindOf, faultNamesOf } from '../state/fault.ts';
import { addDiagnostic } from './add-diagnostic.ts';

/** Adds to the diagnostics that something went wrong here which nobody had foreseen: of what kind, nothing else. */
export const noteFault = (fault: unknown): Promise<void> => noteFaultOf('background', faultNamesOf(fault));

/** Adds the same of a page, which tells what the fault is called. */
export const noteFaultOf = (where: FaultPlace, names: readonly string[]): Promise<void> =>
  addDiagnostic({ what: 'fault', outcome: faultKindOf(names), where });
