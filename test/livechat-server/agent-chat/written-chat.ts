import type { AgentChatDescription } from '../description.ts';
import type { Agent } from '../state.ts';
import { type Chat, type ChatAgent, type ChatEvent, isUnassigned, type Thread } from './chat-store.ts';

type Fields = Record<string, unknown>;

/** Describes who a chat is written for, and what else is known. */
export interface Reader {
  description: AgentChatDescription;
  email: string;
  /** The groups whose threads the reader sees. */
  groupIds: readonly number[] | 'all';
  agentOf(email: string): Agent | undefined;
  placeInQueue(chat: Chat): { position: number; waitTime: number; queuedAt: number } | undefined;
}

/** Leaves out what is missing. */
const without = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const asDescribed = <T>(how: string, value: T): T | null | undefined =>
  how === 'missing' ? undefined : how === 'null' ? null : value;

/** Writes a time with its microseconds. */
export function writtenTime({ times }: Pick<AgentChatDescription, 'times'>, microseconds: number): string {
  const [offset, zone] = times === 'UTC' ? [0, 'Z'] : [3_600_000, '+01:00'];
  const iso = new Date(Math.floor(microseconds / 1000) + offset).toISOString();
  return `${iso.slice(0, -1)}${String(microseconds % 1000).padStart(3, '0')}${zone}`;
}

/** Writes the ID of the author of an event: an agent's, or a customer's as it is. */
function writtenId({ description, agentOf }: Reader, id: string): string {
  const agent = agentOf(id);
  if (!agent) return id;
  switch (description.agentId) {
    case 'e-mail':
      return agent.email;
    case 'capitals':
      return agent.email.toUpperCase();
    case 'account ID':
      return agent.accountId;
  }
}

function writtenAgent(reader: Reader, { email, present, visibility, seenUpTo }: ChatAgent): Fields {
  const { description } = reader;
  const unseen = { missing: undefined, null: null, epoch: writtenTime(description, 0) };
  const seen = seenUpTo === undefined ? unseen[description.nothingSeen] : writtenTime(description, seenUpTo);
  return without({
    id: writtenId(reader, email),
    type: 'agent',
    name: reader.agentOf(email)?.name ?? email,
    email: asDescribed(description.agentEmail, email),
    avatar: 'https://cdn.livechat.example/avatar.png',
    present: asDescribed(description.present, present),
    visibility:
      description.visibility === 'if agents'
        ? visibility === 'agents'
          ? visibility
          : undefined
        : asDescribed(description.visibility, visibility),
    events_seen_up_to: asDescribed(description.events_seen_up_to, seen),
  });
}

function writtenCustomer({ description }: Reader, { customer, customerPresent, at }: Chat): Fields {
  const { id, name, email, ip, country, city } = customer;
  const time = writtenTime(description, at);
  return without({
    id,
    type: 'customer',
    name: asDescribed(description.customerName, name),
    email,
    present: customerPresent,
    created_at: time,
    last_visit: {
      started_at: time,
      ip,
      user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
      geolocation: { country, city },
      last_pages: [{ opened_at: time, url: 'https://shop.example/basket', title: 'Basket' }],
    },
    statistics: { chats_count: 1 },
  });
}

const contents: Record<ChatEvent['type'], (text: string) => Fields> = {
  message: (text) => ({ text }),
  file: (name) => ({ name, url: 'https://cdn.livechat.example/file', content_type: 'application/pdf' }),
  rich_message: (title) => ({ template_id: 'cards', elements: [{ title }] }),
  filled_form: (answer) => ({
    form_id: '1002',
    fields: [{ id: '10021', type: 'question', label: 'Question', answer }],
  }),
  system_message: (text) => ({ text, system_message_type: 'routing.idle' }),
  annotation: (text) => ({ annotation_type: 'rating', properties: { rating: { comment: text } } }),
  custom: (text) => ({ content: { text } }),
};

function writtenEvent(reader: Reader, { id, type, at, author, text, visibility }: ChatEvent): Fields {
  return without({
    id,
    created_at: writtenTime(reader.description, at),
    type,
    author_id: author === undefined ? undefined : writtenId(reader, author),
    visibility,
    ...contents[type](text),
  });
}

const mayRead = ({ groupIds }: Reader, thread: Thread): boolean =>
  groupIds === 'all' || thread.groupIds.some((id) => id === 0 || groupIds.includes(id));

/** Writes the newest event of each kind, with its thread. */
function writtenLastEvents(reader: Reader, { threads }: Chat): Fields {
  const newest: Fields = {};
  for (const thread of threads) {
    const where = { thread_id: thread.id, thread_created_at: writtenTime(reader.description, thread.at) };
    for (const event of thread.events) {
      const restricted = { restricted_access: 'The thread belongs to another group.' };
      const inPlace = reader.description.restricted_access === 'in its place';
      newest[event.type] = mayRead(reader, thread)
        ? { ...where, event: writtenEvent(reader, event) }
        : { ...where, ...(inPlace ? restricted : { event: restricted }) };
    }
  }
  return newest;
}

/** Writes a chat for an agent, as this LiveChat does (Agent Chat API, "Chat summaries"). */
export function writtenChat(reader: Reader, chat: Chat): Fields {
  const { description } = reader;
  const thread = chat.threads.at(-1);
  const place = reader.placeInQueue(chat);
  const routing = {
    continuous: false,
    pinned: chat.pinned,
    idle: thread?.idle ?? false,
    unassigned: isUnassigned(chat),
  };
  const properties = (where: 'chat' | 'thread') =>
    description.routing === 'both' || description.routing === where ? { routing } : {};
  const queue = place && {
    position: place.position,
    wait_time: place.waitTime,
    queued_at: writtenTime(description, place.queuedAt),
  };
  const lastThread =
    thread &&
    without({
      id: thread.id,
      created_at: writtenTime(description, thread.at),
      user_ids: [chat.customer.id, ...chat.agents.map(({ email }) => writtenId(reader, email))],
      properties: properties('thread'),
      active: thread.active,
      access: { group_ids: thread.groupIds },
      queue: queue ?? asDescribed(description.noQueue, null),
    });
  return without({
    id: chat.id,
    last_event_per_type: writtenLastEvents(reader, chat),
    users: [writtenCustomer(reader, chat), ...chat.agents.map((agent) => writtenAgent(reader, agent))],
    [description.names === 'v3.6' ? 'last_thread_summary' : 'last_thread_info']: lastThread,
    properties: properties('chat'),
    access: { group_ids: chat.groupIds },
    is_followed: chat.agents.some(({ email, present }) => email === reader.email && present),
  });
}
