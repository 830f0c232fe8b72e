import * as v from 'valibot';
import { liveChatErrorCodes, requestIdSchema, saidSchema } from '../livechat/error.ts';
import { countSchema, timeSchema } from './number-schemas.ts';

/**
 * Lists the reasons why LiveChat no longer takes our tokens.
 *
 * - `expired` the access token ended and there is no refresh token (implicit grant)
 * - `revoked` LiveChat refused them: the session was ended elsewhere, or too many sign-ins
 * - `renewal_lost` LiveChat renewed the tokens, but its answer never reached us
 */
export const refusalReasons = ['expired', 'revoked', 'renewal_lost'] as const;

/** Describes why a number could not be fetched since the last one. Times are in milliseconds since 1970. */
export const troubleSchema = () =>
  v.object({
    code: v.picklist(liveChatErrorCodes),
    /** The first failure of this kind in a row. */
    since: timeSchema(),
    /** The last failure. */
    at: timeSchema(),
    /** Failures in a row. */
    failures: countSchema(),
    /** LiveChat is not to be asked again before this time, unless the agent wants it. */
    retryAt: timeSchema(),
    /** A new sign-in may help: no access token is good any more, or LiveChat refuses to answer to this one. */
    signInHelps: v.exactOptional(v.literal(true)),
    /** LiveChat's name for the error. */
    said: v.optional(saidSchema()),
    requestId: v.optional(requestIdSchema()),
  });
export type Trouble = v.InferOutput<ReturnType<typeof troubleSchema>>;

/**
 * Describes the agent's sign-in as LiveChat last told of it: a state machine without secrets and without addresses, so
 * that it may be kept across browser restarts. All times are in milliseconds since 1970.
 */
export const connectionSchema = () =>
  v.union([
    v.object({ status: v.literal('signedOut') }),
    v.object({
      status: v.literal('signedIn'),
      /** The time at which it began: tells one sign-in from the next, so that news about an earlier one is dropped. */
      signInId: timeSchema(),
      /** The last number of sessions that LiveChat told, and when. */
      known: v.optional(
        v.object({
          count: countSchema(),
          fetchedAt: timeSchema(),
          /** The time at which the sessions were seen to be others than before. */
          changedAt: v.exactOptional(timeSchema()),
        }),
      ),
      /** The trouble for which that number could not be fetched since. */
      trouble: v.optional(troubleSchema()),
    }),
    v.object({
      status: v.literal('refused'),
      reason: v.picklist(refusalReasons),
    }),
  ]);
export type Connection = v.InferOutput<ReturnType<typeof connectionSchema>>;
/** Describes the connection while an agent is signed in. */
export type SignedIn = Extract<Connection, { status: 'signedIn' }>;

export type RefusalReason = (typeof refusalReasons)[number];

/** Describes a failure to fetch a number. */
export type Failed = { type: 'failed'; code: Trouble['code']; at: number; retryAt: number } & {
  /** Tells whether the access token is good, as far as is known. */
  isTokenGood: boolean;
  said?: string | undefined;
  requestId?: string | undefined;
};

/**
 * Describes everything that can happen to a connection; `ended`: one of the sessions was; `areOthers`: the sessions are not
 * those of the list before, if there was one.
 */
export type ConnectionEvent =
  | { type: 'signedIn'; at: number }
  | { type: 'fetched'; count: number; at: number; areOthers?: boolean }
  | { type: 'ended'; at: number }
  | Failed
  | { type: 'refused'; reason: RefusalReason }
  | { type: 'signedOut' };

/** Lists the troubles in which LiveChat refuses to this sign-in what it may grant to another one. */
export const helpedBySignIn: readonly Trouble['code'][] = ['unauthorized', 'access_denied'];

/** Describes the connection while nobody is signed in. */
export const signedOut: Connection = { status: 'signedOut' };

/** Tells since when a failure has lasted: since the one before, if that was of the same kind. */
export const lastingSince = <C>(
  before: { code: C; since: number } | undefined,
  { code, at }: { code: C; at: number },
): number => (before?.code === code ? before.since : at);

/** Counts a failure together with those before it. */
export const countFailure = (
  before: Trouble | undefined,
  { code, at }: Pick<Trouble, 'code' | 'at'>,
): Pick<Trouble, 'code' | 'at' | 'since' | 'failures'> => ({
  code,
  at,
  since: lastingSince(before, { code, at }),
  failures: (before?.failures ?? 0) + 1,
});

/** Calculates the trouble after a failure. */
export function troubleAfter(before: Trouble | undefined, event: Failed): Trouble {
  const { since, failures } = countFailure(before, event);
  return {
    code: event.code,
    since,
    at: event.at,
    failures,
    retryAt: event.retryAt,
    ...((!event.isTokenGood || helpedBySignIn.includes(event.code)) && { signInHelps: true }),
    said: event.said,
    requestId: event.requestId,
  };
}

/** Tells whether a sign-in goes on: nobody has signed out or in anew since, and LiveChat has not refused it. */
export const isDuring = (connection: Connection, signInId: number): connection is SignedIn =>
  connection.status === 'signedIn' && connection.signInId === signInId;

/** Calculates the connection after an event: the state machine. News about tokens that are gone changes nothing. */
export function nextConnection(connection: Connection, event: ConnectionEvent): Connection {
  switch (event.type) {
    case 'signedIn':
      return { status: 'signedIn', signInId: event.at };
    case 'signedOut':
      return signedOut;
  }
  if (connection.status !== 'signedIn') return connection;
  switch (event.type) {
    case 'fetched': {
      const { signInId, known } = connection;
      const isChanged = known !== undefined && (event.areOthers || event.count !== known.count);
      const changedAt = isChanged ? event.at : known?.changedAt;
      return {
        status: 'signedIn',
        signInId,
        known: {
          count: event.count,
          fetchedAt: event.at,
          ...(changedAt !== undefined && { changedAt }),
        },
      };
    }
    case 'ended': {
      const { known } = connection;
      if (!known) return connection;
      return {
        ...connection,
        known: { ...known, count: Math.max(0, known.count - 1), changedAt: event.at },
      };
    }
    case 'failed':
      return { ...connection, trouble: troubleAfter(connection.trouble, event) };
    case 'refused':
      return { status: 'refused', reason: event.reason };
  }
}
