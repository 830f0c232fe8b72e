import type { State } from '../state.ts';
import { type Chat, type EventType, isUnassigned } from './chat-store.ts';

/** Describes what an agent's badge would have to say of the chats. */
export interface Counts {
  mine: number;
  unread: number;
  waiting: number;
  unassigned: number;
}

const saidByPeople: readonly EventType[] = ['message', 'file', 'rich_message', 'filled_form'];

/** Counts an agent's chats as they are, however LiveChat writes them. */
export function countsFor({ agents, chats }: Pick<State, 'agents' | 'chats'>, email: string): Counts {
  const groups = agents.get(email)?.groups ?? [];
  const active = chats.all.filter(
    ({ groupIds, threads }) =>
      threads.at(-1)?.active && groupIds.some((id) => id === 0 || groups.includes(id)),
  );
  const isQueued = ({ threads }: Chat) => threads.at(-1)?.queuedAt !== undefined;
  const meIn = (chat: Chat) => chat.agents.find((agent) => agent.email === email);
  const mine = active.filter((chat) => {
    const me = meIn(chat);
    return me?.present && me.visibility === 'all' && !isQueued(chat);
  });
  const isUnread = (chat: Chat) => {
    const seenUpTo = meIn(chat)?.seenUpTo ?? Number.NEGATIVE_INFINITY;
    return chat.threads
      .flatMap(({ events }) => events)
      .some(({ type, author, at }) => saidByPeople.includes(type) && author !== email && at > seenUpTo);
  };
  return {
    mine: mine.length,
    unread: mine.filter(isUnread).length,
    waiting: active.filter(isQueued).length,
    unassigned: active.filter(isUnassigned).length,
  };
}
