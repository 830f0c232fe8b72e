import type { Reply } from '../state/protocol/messages.ts';
import type { Phase } from './phase.ts';
import type { RestartMemory } from './restart.ts';

/** Describes what the window does next, and what it shows meanwhile. */
export type NextAction =
  | { action: 'stay'; phase: Phase }
  | { action: 'restart'; phase: Phase; memory: RestartMemory }
  | { action: 'close'; phase: Phase };

/**
 * Decides what the window does once the background has used LiveChat's answer.
 *
 * @param memory what was remembered when this window began
 */
export function nextActionAfter(
  { error, ...details }: Reply<'finishAuthorization'>,
  memory: RestartMemory,
): NextAction {
  if (!error) return { action: 'close', phase: { name: 'done' } };
  // LiveChat still knows the agent, and answers without asking them anything.
  if (error === 'interrupted' && !memory.hasRetried) {
    return { action: 'restart', phase: { name: 'preparing' }, memory: { ...memory, hasRetried: true } };
  }
  return { action: 'stay', phase: { name: 'failed', error, ...details } };
}
