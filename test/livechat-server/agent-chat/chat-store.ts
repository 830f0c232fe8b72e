import { randomInt, randomUUID } from 'node:crypto';

/** Describes a visitor of the organization's site, as far as an agent is told. */
export interface Customer {
  id: string;
  name: string;
  email: string;
  ip: string;
  country: string;
  city: string;
}

/** Names the kinds of events that a chat can have; the first four are what people say to each other. */
export const eventTypes = [
  'message',
  'file',
  'rich_message',
  'filled_form',
  'system_message',
  'annotation',
  'custom',
] as const;

export type EventType = (typeof eventTypes)[number];

/** Names who is told: everybody, or agents alone. */
export type Visibility = 'all' | 'agents';

/** Describes something that was said or done. All times are in microseconds, as LiveChat's, and no two are the same. */
export interface ChatEvent {
  id: string;
  type: EventType;
  at: number;
  /** The customer's ID, or an agent's e-mail address; a system message has none. */
  author: string | undefined;
  text: string;
  visibility: Visibility;
}

/** Describes one conversation; a chat is all conversations of a customer. */
export interface Thread {
  id: string;
  at: number;
  active: boolean;
  /** A thread is seen by the agents of these groups; group 0 is everybody's. */
  groupIds: number[];
  /** Since then it waits in the queue. */
  queuedAt: number | undefined;
  idle: boolean;
  events: ChatEvent[];
}

/** Describes an agent who is or was in a chat. */
export interface ChatAgent {
  email: string;
  present: boolean;
  /** With `agents`, the customer does not know: the agent only supervises. */
  visibility: Visibility;
  seenUpTo: number | undefined;
}

/** Describes the chat of a customer, with everybody who is or was in it. */
export interface Chat {
  id: string;
  at: number;
  customer: Customer;
  customerPresent: boolean;
  groupIds: number[];
  pinned: boolean;
  agents: ChatAgent[];
  /** The oldest first. */
  threads: Thread[];
}

/** Says where a thread goes: to an agent, into the queue, or nowhere yet. */
export type Target = { agent: string } | { queue: true } | { unassigned: true };

/** Holds the chats of the organization, and lets customers and agents do what they do. */
export class ChatStore {
  readonly #chats: Chat[] = [];
  readonly #now: () => number;
  #latest = 0;

  /** @param now the clock, in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  get all(): readonly Chat[] {
    return this.#chats;
  }

  /** The chat of the customer of this name. */
  with(name: string): Chat {
    const chat = this.#chats.find(({ customer }) => customer.name === name);
    if (!chat) throw new Error(`Nobody of the name ${name} has a chat.`);
    return chat;
  }

  /** A chat that has no thread yet. */
  prepare(customer: Partial<Customer> = {}, groupIds: number[] = [0]): Chat {
    const chat: Chat = {
      id: liveChatId(),
      at: this.#tick(),
      customer: {
        id: randomUUID(),
        name: 'Carol Customer',
        email: 'carol@example.net',
        ip: '203.0.113.9',
        country: 'Poland',
        city: 'Wrocław',
        ...customer,
      },
      customerPresent: false,
      groupIds,
      pinned: false,
      agents: [],
      threads: [],
    };
    this.#chats.push(chat);
    return chat;
  }

  /** A customer, who may be new, asks for the first time. */
  start(text: string, target: Target, customer: Partial<Customer> = {}, groupIds: number[] = [0]): Chat {
    return this.resume(this.prepare(customer, groupIds), text, target);
  }

  /** A customer comes back: the chat has a new thread. */
  resume(chat: Chat, text: string, target: Target, groupIds = chat.groupIds): Chat {
    if (chat.threads.at(-1)?.active) throw new Error('The last thread goes on.');
    chat.threads.push({
      id: liveChatId(),
      at: this.#tick(),
      active: true,
      groupIds,
      queuedAt: undefined,
      idle: false,
      events: [],
    });
    chat.groupIds = groupIds;
    chat.customerPresent = true;
    this.#send(chat, target);
    return this.write(chat, text);
  }

  /** Somebody writes: the customer, unless an agent is named. An agent who writes has seen what came before. */
  write(
    chat: Chat,
    text: string,
    { by, type = 'message', visibility = 'all' }: Partial<Omit<ChatEvent, 'text'>> & { by?: string } = {},
  ): Chat {
    const thread = activeThread(chat);
    const author = type === 'system_message' ? undefined : (by ?? chat.customer.id);
    const id = `${thread.id}_${thread.events.length + 1}`;
    thread.events.push({ id, type, at: this.#tick(), author, text, visibility });
    if (author === chat.customer.id) thread.idle = false;
    const agent = chat.agents.find(({ email }) => email === by);
    if (agent) agent.seenUpTo = this.#latest;
    return chat;
  }

  /** An agent looks at the chat, and has seen all of it. */
  see(chat: Chat, email: string): Chat {
    const agent = chat.agents.find((each) => each.email === email);
    if (!agent) throw new Error(`${email} is not in the chat.`);
    agent.seenUpTo = this.#tick();
    return chat;
  }

  /** The chat goes to somebody else, into the queue, or back to nobody; whoever had it leaves. */
  transfer(chat: Chat, target: Target, groupIds = chat.groupIds): Chat {
    const thread = activeThread(chat);
    chat.groupIds = groupIds;
    thread.groupIds = groupIds;
    for (const agent of chat.agents) if (agent.visibility === 'all') agent.present = false;
    this.#send(chat, target);
    return this.write(chat, 'The chat was transferred.', { type: 'system_message' });
  }

  /** An agent joins unseen by the customer. */
  supervise(chat: Chat, email: string): Chat {
    activeThread(chat);
    this.#join(chat, email, 'agents');
    return chat;
  }

  /** An agent goes, and the chat goes on. */
  leave(chat: Chat, email: string): Chat {
    for (const agent of chat.agents) if (agent.email === email) agent.present = false;
    return chat;
  }

  /** Nobody has written for long. */
  fallAsleep(chat: Chat): Chat {
    activeThread(chat).idle = true;
    return chat;
  }

  /** The chat ends, and everybody goes. */
  close(chat: Chat): Chat {
    this.write(chat, 'The chat was closed.', { type: 'system_message' });
    const thread = activeThread(chat);
    thread.active = false;
    thread.queuedAt = undefined;
    chat.customerPresent = false;
    for (const agent of chat.agents) agent.present = false;
    return chat;
  }

  /** The place of a chat in the queue of its groups, from 1, and for how long it may wait there, in seconds. */
  placeInQueue(chat: Chat): { position: number; waitTime: number; queuedAt: number } | undefined {
    const queuedAt = chat.threads.at(-1)?.queuedAt;
    if (queuedAt === undefined) return undefined;
    const before = this.#chats.filter(
      (other) =>
        other.groupIds.some((id) => chat.groupIds.includes(id)) &&
        (other.threads.at(-1)?.queuedAt ?? queuedAt) < queuedAt,
    );
    const position = before.length + 1;
    return { position, waitTime: position * 60, queuedAt };
  }

  #send(chat: Chat, target: Target): void {
    const thread = activeThread(chat);
    thread.queuedAt = 'queue' in target ? this.#tick() : undefined;
    if ('agent' in target) this.#join(chat, target.agent, 'all');
  }

  #join(chat: Chat, email: string, visibility: Visibility): void {
    const known = chat.agents.find((agent) => agent.email === email);
    if (known) Object.assign(known, { present: true, visibility });
    else chat.agents.push({ email, present: true, visibility, seenUpTo: undefined });
  }

  /** The time, and a microsecond more than the last one at least. */
  #tick(): number {
    this.#latest = Math.max(this.#now() * 1000, this.#latest + 1);
    return this.#latest;
  }
}

/** Reads the thread in which people are talking now. */
export function activeThread(chat: Chat): Thread {
  const thread = chat.threads.at(-1);
  if (!thread?.active) throw new Error('The chat has no active thread.');
  return thread;
}

/** Tells whether nobody who could answer is in an active chat that does not wait in the queue. */
export function isUnassigned(chat: Chat): boolean {
  const thread = chat.threads.at(-1);
  return (
    thread?.active === true &&
    thread.queuedAt === undefined &&
    !chat.agents.some(({ present, visibility }) => present && visibility === 'all')
  );
}

/** Makes an ID as LiveChat's chats and threads have them. */
function liveChatId(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
}
