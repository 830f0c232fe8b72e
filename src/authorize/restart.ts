import type { Flow } from '../config/schema.ts';

/** Describes what the window's address carries over a restart. */
export type RestartMemory = {
  /** Says that the window has already begun anew by itself. */
  hasRetried: boolean;
  /** Says that the agent tries the redirect flow in place of the chosen one. */
  triesRedirect: boolean;
};

/** Reads what an address remembers from its query. */
export function memoryFrom(search: string): RestartMemory {
  const parameters = new URLSearchParams(search);
  return { hasRetried: parameters.has('again'), triesRedirect: parameters.has('redirect') };
}

/** Makes the query that remembers it. */
export function searchFor({ hasRetried, triesRedirect }: RestartMemory): string {
  const parameters = new URLSearchParams();
  if (hasRetried) parameters.set('again', '');
  if (triesRedirect) parameters.set('redirect', '');
  return parameters.toString();
}

/** Decides in which flow the window signs in. */
export const flowOf = ({ triesRedirect }: RestartMemory, chosen: Flow): Flow =>
  triesRedirect ? 'redirect' : chosen;

/**
 * Decides whether the agent may try the redirect flow.
 *
 * @param prescribed an administrator's choice
 */
export const canTryRedirect = (flow: Flow, prescribed: Flow | undefined): boolean =>
  flow === 'popup' && !prescribed;
