import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { closingLines, isGood, type Outcome, retriedLine } from './closing-lines.ts';

/** Tells at the end how many tests have passed, failed, and passed at the second try only; too many of those fail CI. */
export default class ClosingLinesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const outcome = outcomeOf(modules, errors);
    if (!process.env['CI']) {
      for (const name of outcome.retried) console.log(retriedLine(name));
      return;
    }
    const lines = closingLines(outcome).join('\n');
    console.log(lines);
    // Where CI's script finds them: npm has something to say after this.
    const file = process.env['CLOSING_LINES'];
    if (file) writeFileSync(file, `${lines}\n`);
    if (!isGood(outcome)) process.exitCode = 1;
  }
}

function outcomeOf(modules: readonly TestModule[], errors: readonly SerializedError[]): Outcome {
  const tests = modules.flatMap(({ children }) => [...children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    retried: tests
      .filter((test) => test.diagnostic()?.flaky)
      .map(({ module, fullName }) => `${module.relativeModuleId} > ${fullName}`),
    hasOtherErrors: errors.length > 0 || modules.some((module) => !module.ok()),
  };
}
