import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { chatsPageSchema } from '../../../src/livechat/chat.ts';

const agent = {
  id: 'ada@example.com',
  type: 'agent',
  name: 'Ada Agent',
  email: 'ada@example.com',
  present: true,
  events_seen_up_to: '2026-11-22T14:00:00.000000Z',
  visibility: 'all',
};
const whole = {
  id: 'PJ0MRSHTDG',
  users: [agent],
  last_thread_summary: {
    id: 'K600PKZON8',
    created_at: '2026-11-22T13:00:00.000000Z',
    active: true,
    queue: { queued_at: '2026-11-22T13:00:01.000000Z' },
  },
  last_event_per_type: {
    message: {
      thread_id: 'K600PKZON8',
      event: { created_at: '2026-11-22T13:30:00.000000Z', author_id: 'c-1', text: 'Hello' },
    },
  },
};

const page = (body: object) => v.parse(chatsPageSchema(), body);
const chatOf = (change: object) => page({ chats_summary: [{ ...whole, ...change }] }).chats[0];
const userOf = (change: object) => chatOf({ users: [{ ...agent, ...change }] })?.users[0];
const threadOf = (change: object) =>
  chatOf({ last_thread_summary: { ...whole.last_thread_summary, ...change } })?.last_thread_summary;
const messageOf = (event: object) =>
  chatOf({
    last_event_per_type: { message: { event: { ...whole.last_event_per_type.message.event, ...event } } },
  })?.last_event_per_type.message;

const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);
const read = {
  id: 'PJ0MRSHTDG',
  users: [{ ...agent, events_seen_up_to: at('14:00:00') }],
  last_thread_summary: {
    id: 'K600PKZON8',
    created_at: at('13:00:00'),
    active: true,
    queue: { queued_at: at('13:00:01') },
  },
  last_event_per_type: { message: { created_at: at('13:30:00'), author_id: 'c-1', text: 'Hello' } },
};

describe('a chat', () => {
  test('is read as published', () => {
    expect(chatOf({})).toEqual(read);
  });

  test('is read in the names of v3.7', () => {
    const { last_thread_summary, ...others } = whole;
    const chats_info = [{ ...others, last_thread_info: last_thread_summary }];
    expect(page({ chats_info }).chats).toEqual([read]);
    // Whichever of the two says something.
    expect(page({ chats_summary: [{ ...chats_info[0], last_thread_summary: null }] }).chats).toEqual([read]);
  });

  test.each<[string, unknown[], object]>([
    ['id', [undefined, null, 7, '', '..', 'a/b', 'x'.repeat(129)], { id: '' }],
    ['users', [undefined, null, 'x', {}, [null, 7]], { users: [] }],
    ['last_thread_summary', [undefined, null, 'x', 7], { last_thread_summary: undefined }],
    ['last_event_per_type', [undefined, null, 'x', 7, { message: null }], { last_event_per_type: {} }],
  ])('an odd %s costs itself alone', (field, values, left) => {
    for (const value of values) expect(chatOf({ [field]: value })).toEqual({ ...read, ...left });
  });

  test('that is no object is none', () => {
    expect(page({ chats_summary: [null, 7, 'x', whole] }).chats).toEqual([read]);
  });

  test('has no more users than anybody lets into one', () => {
    expect(chatOf({ users: Array.from({ length: 200 }, () => agent) })?.users).toHaveLength(100);
  });

  test('tells nothing of where its customer is', () => {
    const customer = { id: 'c-1', type: 'customer', name: 'Bob', last_visit: { ip: '203.0.113.7' } };
    expect(JSON.stringify(chatOf({ users: [customer] }))).not.toContain('203.0.113.7');
  });
});

describe('a user', () => {
  test.each<[string, unknown[], unknown]>([
    ['id', [undefined, null, 7, 'x'.repeat(321)], ''],
    ['email', [undefined, null, 7, 'x'.repeat(321)], ''],
    ['type', [undefined, null, 7, 'bot'], ''],
    ['name', [undefined, null, 7], ''],
    ['present', [undefined, null, 'true', 1], false],
    ['events_seen_up_to', [undefined, null, '', 7, 'yesterday'], undefined],
    ['visibility', [undefined, null, '', 'none'], 'all'],
  ])('with an odd %s is read without it', (field, values, left) => {
    for (const value of values)
      expect(userOf({ [field]: value })).toEqual({ ...read.users[0], [field]: left });
  });

  test('only supervises', () => {
    expect(userOf({ visibility: 'agents' })?.visibility).toBe('agents');
  });

  test('has a name that fits into a line', () => {
    expect(userOf({ name: 'x'.repeat(3_000) })?.name).toHaveLength(100);
  });
});

describe('a thread', () => {
  test.each<[string, unknown[], unknown]>([
    ['id', [undefined, null, 7, '../x'], ''],
    ['created_at', [undefined, null, 'x', 7], undefined],
    ['queue', [undefined, null, 'x', 7], undefined],
    // Only active ones were asked for.
    ['active', [undefined, null, 'false', 0], true],
  ])('with an odd %s is read without it', (field, values, left) => {
    for (const value of values)
      expect(threadOf({ [field]: value })).toEqual({ ...read.last_thread_summary, [field]: left });
  });

  test('may have ended', () => {
    expect(threadOf({ active: false })?.active).toBe(false);
  });

  test('waits in a queue of which nothing else is known', () => {
    expect(threadOf({ queue: {} })?.queue).toEqual({});
    expect(threadOf({ queue: { queued_at: null, position: 'first' } })?.queue).toEqual({});
  });
});

describe('the newest event', () => {
  test('of each kind that somebody has written is read, and of no other', () => {
    const kinds = [
      'message',
      'file',
      'rich_message',
      'filled_form',
      'system_message',
      'annotation',
      'custom',
    ];
    const { message } = whole.last_event_per_type;
    const last_event_per_type = Object.fromEntries(kinds.map((kind) => [kind, message]));
    expect(Object.keys(chatOf({ last_event_per_type })?.last_event_per_type ?? {})).toEqual(
      kinds.slice(0, 4),
    );
  });

  test.each([
    ['may not be read', { thread_id: 'K600PKZON8', restricted_access: 'not yours' }],
    ['says in itself that it may not be read', { event: { restricted_access: 'not yours' } }],
    ['is null', { thread_id: 'K600PKZON8', event: null }],
    ['is a text', { thread_id: 'K600PKZON8', event: 'Hello' }],
  ])('that %s is none', (_, message) => {
    expect(chatOf({ last_event_per_type: { message } })?.last_event_per_type.message).toBeUndefined();
  });

  test.each([
    ['one line', 'Hello', 'Hello'],
    ['two lines', 'Hello\nAre you there?', 'Are you there?'],
    ['empty lines at its end', 'Hello\r\n  Are you there? \r\n\n ', 'Are you there?'],
    ['nothing but space', ' \n ', ''],
    ['more than fits', `Hello\n${'x'.repeat(3_000)}`, 'x'.repeat(200)],
    ['no text', undefined, ''],
    ['null', null, ''],
    ['an object', {}, ''],
  ])('of %s is told by the last line', (_, text, line) => {
    expect(messageOf({ text })?.text).toBe(line);
  });

  test.each([
    ['2026-11-22T13:30:00Z', at('13:30:00')],
    ['2026-11-22T13:30:00.25Z', at('13:30:00.250')],
    ['2026-11-22T13:30:00.250000Z', at('13:30:00.250')],
    ['2026-11-22T13:30:00.250100Z', at('13:30:00.250') + 0.1],
    ['2026-11-22T13:30:00.2501Z', at('13:30:00.250') + 0.1],
    ['2026-11-22T14:30:00.250001+01:00', at('13:30:00.250') + 0.001],
    ['2026-11-22T13:30:00.250001999Z', at('13:30:00.250') + 0.001],
    ['22 November 2026', undefined],
    ['2026-13-22T13:30:00Z', undefined],
    ['+275760-09-13T00:00:00.000Z', undefined],
    [1_795_354_200, undefined],
    [null, undefined],
  ])('is of the time %s', (created_at, time) => {
    const told = messageOf({ created_at })?.created_at;
    if (time === undefined) expect(told).toBeUndefined();
    else expect(told).toBeCloseTo(time, 3);
  });

  test('is told from one a microsecond older', () => {
    const [older, younger] = ['.250100Z', '.250101Z'].map(
      (end) => messageOf({ created_at: `2026-11-22T13:30:00${end}` })?.created_at ?? 0,
    );
    expect(younger).toBeGreaterThan(older ?? 0);
  });

  test('with an odd author is nobody’s', () => {
    for (const author_id of [undefined, null, 7, 'x'.repeat(321)])
      expect(messageOf({ author_id })).toEqual({ ...read.last_event_per_type.message, author_id: '' });
  });
});

describe('a page', () => {
  test.each([
    ['no list', {}],
    ['an object for a list', { chats_summary: {} }],
    ['an error', { error: { type: 'internal' } }],
  ])('with %s is none', (_, body) => {
    expect(v.is(chatsPageSchema(), body)).toBe(false);
  });

  test.each(['chats_summary', 'chats_info'])('of nothing may have null for %s', (name) => {
    const body = { [name]: null };
    expect(page(body)).toEqual({ chats: [], hasNext: false, nextPageId: undefined });
  });

  test.each([
    ['no name', undefined, false, undefined],
    ['null', null, false, undefined],
    ['an empty name', '', false, undefined],
    ['a name', 'MTU4', true, 'MTU4'],
    ['a number', 7, true, undefined],
    ['a name that is too long to send', 'x'.repeat(4_097), true, undefined],
  ])('of which the next is told by %s', (_, next_page_id, hasNext, nextPageId) => {
    const told = { chats: [], hasNext, nextPageId };
    expect(page({ chats_summary: [], next_page_id })).toEqual(told);
    expect(page({ chats_info: [], next_page_id })).toEqual(told);
  });
});
