import { faultKindOf } from '../state/fault.ts';
import { note } from './connection.ts';

/** Adds to the diagnostics that something went wrong here which nobody had foreseen: of what kind, nothing else. */
export const noteFault = (fault: unknown): Promise<void> =>
  note({ what: 'fault', outcome: faultKindOf(fault), where: 'background' });
