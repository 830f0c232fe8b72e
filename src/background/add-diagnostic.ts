import { takeCounted } from '../livechat/count-requests.ts';
import { type Diagnostic, withDiagnostic } from '../state/diagnostics.ts';
import { withRequests } from '../state/request-log.ts';
import { type Changes, read, type Stored, write } from '../state/store/background-store.ts';
import { withAgentLock } from './agent-lock.ts';

/** Describes a line of the diagnostics that gets its time when it is stored. */
export type DiagnosticLine = Omit<Diagnostic, 'at'>;

type Log = Pick<Stored, 'diagnostics' | 'requests'>;

/** Reads the diagnostics, and the counts of requests. */
export const readLog = (): Promise<Log> => read('diagnostics', 'requests');

/**
 * Stores changes, and a line of the diagnostics with them, or several, and how many requests have gone out by now. Only within
 * `withAgentLock`.
 *
 * @param log what is stored of both, where that was read already
 */
export async function writeWithDiagnostic(
  line: DiagnosticLine | readonly DiagnosticLine[],
  changes: Changes,
  log?: Log,
): Promise<void> {
  const { diagnostics, requests } = log ?? (await readLog());
  const at = Date.now();
  // Where this cannot be stored, they are not counted: nobody knows whether a part of it was.
  const taken = takeCounted();
  await write({
    ...changes,
    diagnostics: [line].flat().reduce((all, each) => withDiagnostic(all, { at, ...each }), diagnostics ?? []),
    ...(taken.length > 0 && { requests: withRequests(requests, taken, at) }),
  });
}

/** Adds a line to the diagnostics. They are never worth failing for. */
export async function addDiagnostic(line: DiagnosticLine): Promise<void> {
  await withAgentLock(() => writeWithDiagnostic(line, {})).catch(() => undefined);
}
