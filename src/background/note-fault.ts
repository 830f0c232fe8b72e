import { faultKindOf } from '../state/fault.ts';
import { addDiagnostic } from './add-diagnostic.ts';

/** Adds to the diagnostics that something went wrong here which nobody had foreseen: of what kind, nothing else. */
export const noteFault = (fault: unknown): Promise<void> =>
  addDiagnostic({ what: 'fault', outcome: faultKindOf(fault), where: 'background' });
