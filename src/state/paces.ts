import { type ChatsCircumstances, chatsPaceOf } from './chats-schedule.ts';
import type { Connection } from './connection.ts';
import { isOld, type Pace, paceOf, shouldPoll, type Trigger } from './schedule.ts';
import type { Choices } from './settings.ts';

/** Describes what is stored that decides when LiveChat is asked. */
export type AllCircumstances = Parameters<typeof paceOf>[0] &
  ChatsCircumstances & { choices: Pick<Choices, 'chats' | 'forgetOnLock'>; connection: Connection };

/** Describes how LiveChat is asked now for each kind of number. */
export type Paces = {
  sessions: Pace;
  /** Absent where nobody asks for chats: the agent does not want to see them, or the sign-in was not asked for them. */
  chats?: Pace;
};

/** Decides how LiveChat is asked now for each kind of number. */
export function pacesOf(circumstances: AllCircumstances, now: number): Paces {
  const { choices, connection, chats } = circumstances;
  const areChatsAsked = choices.chats && chats && connection.status === 'signedIn';
  return {
    sessions: paceOf(circumstances, now),
    ...(areChatsAsked && { chats: chatsPaceOf(circumstances, now) }),
  };
}

/** Chooses the pace that the one alarm follows: the quicker one. */
export const alarmPaceOf = ({ sessions, chats }: Paces): Pace =>
  chats && !chats.isPaused && chats.interval < sessions.interval ? chats : sessions;

/**
 * Decides for which numbers LiveChat is asked now, each for itself. That sessions were ended says nothing of the chats.
 *
 * @param chatsTrigger the occasion for the chats, where that is another one
 */
export function dueOf(
  { choices, connection, chats }: AllCircumstances,
  paces: Paces,
  trigger: Trigger,
  now: number,
  chatsTrigger = trigger,
): { sessions: boolean; chats: boolean } {
  const { interval } = alarmPaceOf(paces);
  // The list was forgotten when the screen was locked, however young its number is.
  const isListMissing = chatsTrigger === 'return' && choices.forgetOnLock;
  return {
    sessions: shouldPoll(connection, trigger, paces.sessions, now, interval),
    chats:
      paces.chats !== undefined &&
      chatsTrigger !== 'ended' &&
      shouldPoll({ ...chats }, isListMissing ? 'start' : chatsTrigger, paces.chats, now, interval),
  };
}

/** Tells whether one of the numbers is too old to be shown unmarked. */
export function isAnyOld({ connection, chats }: AllCircumstances, paces: Paces, now: number): boolean {
  const known = connection.status === 'signedIn' ? connection.known : undefined;
  return (
    (known !== undefined && isOld(known.fetchedAt, now, paces.sessions)) ||
    (paces.chats !== undefined &&
      chats?.known !== undefined &&
      isOld(chats.known.fetchedAt, now, paces.chats))
  );
}
