/** Describes a run of tests. */
export type Outcome = {
  passed: number;
  failed: number;
  skipped: number;
  /** The names of the tests that passed only when they tried again. */
  retried: readonly string[];
  /** Tells whether something went wrong outside the tests: a file that does not load, an error that nobody caught. */
  hasOtherErrors: boolean;
};

/** Limits the tests that may pass at the second try only, before the run as a whole has failed. */
export const maxRetried = 2;

/** Tells whether a run is as it must be before a change is merged. */
export const isGood = ({ failed, retried, hasOtherErrors }: Outcome): boolean =>
  failed === 0 && !hasOtherErrors && retried.length <= maxRetried;

/** Names a test that passed only when it tried again. */
export const retriedLine = (name: string): string => `Passed at the second try only: ${name}`;

/** Tells of a run in a few lines, of which the last says "<n> passed, <m> failed"; what fails without a failed test is one. */
export function closingLines(outcome: Outcome): string[] {
  const { passed, skipped, retried } = outcome;
  const failed = outcome.failed || Number(!isGood(outcome));
  return [
    ...retried.map(retriedLine),
    `Tried again: ${retried.length}, of ${maxRetried} at most`,
    [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', '),
  ];
}
