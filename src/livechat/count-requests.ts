import * as v from 'valibot';

/**
 * Describes the kinds of requests that this extension makes.
 *
 * - `sessions` the list; `endings` of sessions; `chats` a page of their list
 * - `signIns` a code for tokens; `renewals` of tokens; `revocations` of tokens
 * - `info` whose a token is, or whether LiveChat can be reached; `account` the agent's name and e-mail address
 * - `status` LiveChat's status page; `tests` its login page, opened to test a client
 */
export const requestKindSchema = () =>
  v.picklist([
    'sessions',
    'endings',
    'chats',
    'signIns',
    'renewals',
    'revocations',
    'info',
    'account',
    'status',
    'tests',
  ]);
export type RequestKind = v.InferOutput<ReturnType<typeof requestKindSchema>>;

let counted: RequestKind[] = [];

/** Counts a request that goes out now, whatever comes of it. */
export function countRequest(kind: RequestKind): void {
  counted.push(kind);
}

/** Takes the requests that were counted since they were taken last. */
export function takeCounted(): RequestKind[] {
  const taken = counted;
  counted = [];
  return taken;
}
