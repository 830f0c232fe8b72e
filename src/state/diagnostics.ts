import * as v from 'valibot';
import { announcementCodes, requestIdSchema } from '../livechat/error.ts';
import { faultKindSchema, faultPlaces } from './fault.ts';
import { timeSchema } from './number-schemas.ts';

/** Limits the number of entries that are kept. */
const length = 50;

/** The same fault is told once in this time, in milliseconds: one that comes with each poll would push out all else. */
const faultPause = 60 * 60_000;

/**
 * Describes one line of the diagnostics: what was tried, when (milliseconds since 1970), and what came of it. Names
 * only, so that no token, address or name of a person can get into it.
 */
const diagnosticSchema = () =>
  v.object({
    at: timeSchema(),
    what: v.picklist([
      'sign-in',
      'sign-out',
      'renewal',
      'silent-renewal',
      'sessions',
      'chats',
      'ending',
      'alert',
      'storage',
      'fault',
    ]),
    outcome: v.picklist([
      'ok',
      'begun',
      'cancelled',
      'seen',
      'confirmed',
      'damaged',
      'migrated',
      'no_id',
      'no_current',
      'unlisted',
      ...announcementCodes,
      ...faultKindSchema().options,
    ]),
    requestId: v.optional(requestIdSchema()),
    /** The place of a fault. */
    where: v.optional(v.picklist(faultPlaces)),
  });
export type Diagnostic = v.InferOutput<ReturnType<typeof diagnosticSchema>>;

/** Describes the stored item of what has happened: for the settings page alone. */
export const diagnosticsItem = {
  area: 'local',
  forgottenAt: 'never',
  schema: () => v.array(diagnosticSchema()),
} as const;

/**
 * Writes the diagnostics as text to send to somebody: names and codes, in no language.
 *
 * @param about.timeZoneOffset minutes that UTC is ahead of the local time, as `Date` gives them
 */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  about: { version: string; userAgent: string; timeZoneOffset: number },
): string {
  return [
    `Session Badge for LiveChat ${about.version}`,
    about.userAgent,
    `UTC${about.timeZoneOffset > 0 ? '-' : '+'}${Math.abs(about.timeZoneOffset) / 60}`,
    '',
    ...diagnostics.map(({ at, what, outcome, requestId, where }) =>
      [new Date(at).toISOString(), what, outcome, requestId, where].filter(Boolean).join('  '),
    ),
    '',
  ].join('\n');
}

/** Lists what comes with polls: those of the one kind do not come between those of the other. */
const polls: readonly Diagnostic['what'][] = ['sessions', 'chats'];

/**
 * Adds a line to the diagnostics, and drops the oldest ones. Of the same line many times over, the first and the last
 * are kept: polling that goes well would push out all else. A fault is told once an hour, and that a version of LiveChat's API
 * will end, once.
 */
export function withDiagnostic(diagnostics: readonly Diagnostic[] = [], line: Diagnostic): Diagnostic[] {
  const isSame = (other: Diagnostic | undefined) =>
    other?.what === line.what &&
    other.outcome === line.outcome &&
    other.where === line.where &&
    !line.requestId;
  const isToldFault = (other: Diagnostic) => isSame(other) && Math.abs(line.at - other.at) < faultPause;
  if (line.what === 'fault' && diagnostics.some(isToldFault)) return [...diagnostics];
  if (announcementCodes.some((each) => each === line.outcome) && diagnostics.some(isSame))
    return [...diagnostics];
  const isOfOtherPoll = ({ what }: Diagnostic) =>
    polls.includes(line.what) && polls.includes(what) && what !== line.what;
  const [last, lastBut] = diagnostics
    .filter((each) => !isOfOtherPoll(each))
    .slice(-2)
    .reverse();
  const isRepeated = isSame(last) && isSame(lastBut);
  return [...diagnostics.filter((each) => !(isRepeated && each === last)), line].slice(-length);
}
