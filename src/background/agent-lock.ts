import { createMutex } from './mutex.ts';

/** Runs a task with the mutex of all that reads and then writes the agent's items. Not for waiting on a network. */
export const withAgentLock = createMutex();
