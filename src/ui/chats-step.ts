import type { PublicValues } from '../state/store/page-store.ts';
import { type ChatsView, chatsViewKeys, chatsViewOf, refusalOf, type ShownTrouble } from '../state/view.ts';

/** Lists the stored items from which it is decided what is left to do before chats are shown. */
export const chatsStepKeys = [...chatsViewKeys, 'signIn'] as const;

/**
 * Names what is left to do before the agent's chats are shown.
 *
 * - `none` nobody wants them
 * - `allow` the browser does not let the extension reach them, or no more
 * - `signIn` nobody is signed in: the next sign-in asks for them, unless this app was refused them
 * - `finish` LiveChat's window waits for the agent
 * - `ask` LiveChat has not been asked for them
 * - `refused` LiveChat, or the agent there, has said no
 * - `scope` LiveChat has said that a scope is missing
 * - `trouble` they have never come, for a trouble that the agent may have to look at
 * - `done` nothing
 */
export type ChatsStep =
  | { name: 'none' | 'allow' | 'signIn' | 'finish' | 'ask' | 'scope' | 'done' }
  | { name: 'refused'; error: NonNullable<Refusal['refusal']>; said?: string }
  | { name: 'trouble'; trouble: ShownTrouble };
type Refusal = Extract<ChatsView, { state: 'notAuthorized' }>;

/**
 * Decides what is left to do before the agent's chats are shown.
 *
 * @param isWanted whether chats are chosen, by the agent or by policy
 * @param isAllowed whether the browser lets the extension reach them; nothing before it has said so
 * @param now milliseconds since 1970
 */
export function chatsStepOf(
  stored: Pick<PublicValues, (typeof chatsStepKeys)[number]>,
  { isWanted, isAllowed }: { isWanted: boolean; isAllowed: boolean | undefined },
  now: number,
): ChatsStep {
  if (!isWanted || isAllowed === undefined) return { name: 'none' };
  if (!isAllowed) return { name: 'allow' };
  const view = chatsViewOf(stored, now);
  // An ordinary sign-in asks for them, too, where nothing speaks against it.
  if (stored.signIn && (view.state === 'off' || stored.signIn.withChats)) return { name: 'finish' };
  switch (view.state) {
    case 'off':
      return refusedStep(refusalOf(stored)) ?? { name: 'signIn' };
    case 'notAuthorized':
      return refusedStep(view) ?? { name: 'ask' };
    case 'scopeMissing':
      return { name: 'scope' };
    case 'stale':
      return view.known ? { name: 'done' } : { name: 'trouble', trouble: view.trouble };
    default:
      return { name: 'done' };
  }
}

const refusedStep = ({ refusal: error, said }: ReturnType<typeof refusalOf>): ChatsStep | undefined =>
  error && { name: 'refused', error, ...(said && { said }) };
