import { noteFault } from './note-fault.ts';

/** Nobody has caught what was thrown: at an agent's, the diagnostics are the only place to see that. */
export const handleFault = (event: PromiseRejectionEvent | ErrorEvent): Promise<void> =>
  noteFault('reason' in event ? event.reason : event.error);
