import { type Diagnostic, withDiagnostic } from '../state/diagnostics.ts';
import { type Changes, read, write } from '../state/store/background-store.ts';
import { withAgentLock } from './agent-lock.ts';

/** Describes a line of the diagnostics that gets its time when it is stored. */
export type DiagnosticLine = Omit<Diagnostic, 'at'>;

/** Stores changes, and a line of the diagnostics with them. Only within `withAgentLock`. */
export async function writeWithDiagnostic(line: DiagnosticLine, changes: Changes): Promise<void> {
  const { diagnostics } = await read('diagnostics');
  await write({ ...changes, diagnostics: withDiagnostic(diagnostics, { at: Date.now(), ...line }) });
}

/** Adds a line to the diagnostics. They are never worth failing for. */
export async function addDiagnostic(line: DiagnosticLine): Promise<void> {
  await withAgentLock(() => writeWithDiagnostic(line, {})).catch(() => undefined);
}
