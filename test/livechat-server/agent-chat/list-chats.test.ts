import { beforeEach, describe, expect, test } from 'vitest';
import { listChatsRequest, obtainTokens } from '../in-memory-browser.ts';
import { type Agent, type Client, createLiveChat, defaultDescription, type LiveChat } from '../index.ts';
import { type Chat, eventTypes } from './chat-store.ts';
import { chatErrorTypes, chatFault } from './errors.ts';

let clock: number;
let liveChat: LiveChat;
let client: Client;
let agent: Agent;

beforeEach(() => {
  clock = Date.UTC(2026, 10, 25, 12);
  liveChat = createLiveChat({ now: () => clock });
  client = liveChat.addClient({
    redirectUris: ['https://app.example/callback'],
    scopes: ['sessions--my:rw', 'chats--my:ro', 'chats--access:rw', 'chats--all:ro'],
  });
  agent = liveChat.addAgent();
});

const tokenWith = async (scope = 'chats--access:ro', of = agent) =>
  (await obtainTokens(liveChat, client, of, { scope })).access_token;
const ask = async (...request: Parameters<typeof listChatsRequest>) => {
  const response = await liveChat.fetch(listChatsRequest(...request));
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const describeAs = (agentChat: Partial<typeof defaultDescription.agentChat>) => {
  liveChat.description = {
    ...defaultDescription,
    agentChat: { ...defaultDescription.agentChat, ...agentChat },
  };
};
const error = (type: string, more: object = {}) => ({
  error: { type, message: expect.any(String), ...more },
});
const toMe = () => ({ agent: agent.email });
const start = (name: string, groupIds = [0]): Chat => {
  clock += 1_000;
  return liveChat.chats.start('Hello', toMe(), { name }, groupIds);
};
/** The names of the customers of a listed page. */
const namesIn = (body: { chats_summary: { users: { name: string }[] }[] }) =>
  body.chats_summary.map(({ users: [customer] }) => customer?.name);
const names = async (body: unknown, token: string) => namesIn((await ask(body, token)).body);

describe('who may list chats', () => {
  test('no token, a made-up token and an expired token are not authenticated', async () => {
    const token = await tokenWith();
    clock += 28_800_000;
    for (const bearer of [undefined, 'dal:made-up', token]) {
      expect(await ask({}, bearer)).toMatchObject({ status: 401 });
      expect((await ask({}, bearer)).body).toEqual(error('authentication'));
    }
  });

  test.each([
    ['sessions--my:rw', 403],
    ['chats--my:ro', 403],
    ['chats--access:ro', 200],
    ['chats--access:rw', 200],
    ['chats--all:ro', 200],
  ])('%s: %i', async (scope, status) => {
    agent.role = 'administrator';
    const answer = await ask({}, await tokenWith(scope));
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toEqual(error('authorization'));
  });

  test('a sign-in with chats--all:ro fails for a normal agent', async () => {
    await expect(tokenWith('chats--all:ro')).rejects.toThrow('LiveChat answered 4');
  });

  test('an agent sees the chats of all and of the own groups, an administrator those of every group', async () => {
    agent.groups = [0, 7];
    for (const group of [0, 7, 9]) start(`group ${group}`, [group]);
    expect(await names({}, await tokenWith())).toEqual(['group 7', 'group 0']);
    agent.role = 'administrator';
    expect(await names({}, await tokenWith('chats--all:ro'))).toEqual(['group 9', 'group 7', 'group 0']);
  });
});

describe('a request is refused', () => {
  test.each<[string, unknown]>([
    ['without a body', ''],
    ['with a body that is no JSON', '{'],
    ['with a list', []],
    ['with null', null],
    ['with a field that nobody knows', { agent_ids: [] }],
    ["with v3.5's name of a filter", { filters: { include_active: true } }],
    ['with a text for a filter', { filters: { active: 'true' } }],
    ['with a list of filters', { filters: [] }],
    ['with null for filters', { filters: null }],
    ['with a number for whether there are threads', { filters: { include_chats_without_threads: 1 } }],
    ['with texts for groups', { filters: { group_ids: ['0'] } }],
    ['with more than 200 groups', { filters: { group_ids: Array.from({ length: 201 }, () => 0) } }],
    ['with an order that nobody knows', { sort_order: 'newest' }],
    ['with a limit of 0', { limit: 0 }],
    ['with a limit above 100', { limit: 101 }],
    ['with half a limit', { limit: 1.5 }],
    ['with a text for a limit', { limit: '10' }],
    ['with the ID of no page', { page_id: 'made-up' }],
    ['with a number for a page', { page_id: 1 }],
  ])('%s', async (_, body) => {
    const answer = await ask(body, await tokenWith());
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(error('validation'));
  });

  test('with a page and anything else', async () => {
    for (const name of ['a', 'b']) start(name);
    const token = await tokenWith();
    const { next_page_id: page_id } = (await ask({ limit: 1 }, token)).body;
    for (const more of [{ limit: 1 }, { filters: {} }, { sort_order: 'desc' }])
      expect((await ask({ page_id, ...more }, token)).body).toEqual(error('validation'));
    expect(await names({ page_id }, token)).toEqual(['a']);
  });

  test('with another type of content', async () => {
    const answer = await ask('{}', await tokenWith(), { headers: { 'Content-Type': 'text/plain' } });
    expect(answer).toMatchObject({ status: 400, body: error('validation') });
  });

  test.each([
    ['another method', { method: 'GET' }, 404, 'not_found'],
    ['another action', { path: '/v3.6/agent/action/mark_events_as_seen' }, 404, 'not_found'],
    ['another path', { path: '/v3.6/agent' }, 404, 'not_found'],
    ["the Accounts API's path", { path: '/v2/sessions', method: 'GET' }, 404, 'not_found'],
    ['another version', { path: '/v3.5/agent/action/list_chats' }, 400, 'unsupported_version'],
  ])('at %s', async (_, request, status, type) => {
    expect(await ask({}, await tokenWith(), request)).toMatchObject({ status, body: error(type) });
  });

  test('at the host of the accounts', async () => {
    const { url } = listChatsRequest({});
    const elsewhere = url.replace('api.livechatinc.com', 'accounts.livechat.com');
    expect((await liveChat.fetch(new Request(elsewhere, { method: 'POST' }))).status).toBe(404);
  });

  test('when its version is no longer supported', async () => {
    liveChat.agentChatVersion = '3.8';
    expect((await ask({}, await tokenWith())).body).toEqual(error('unsupported_version'));
  });

  test("in the wrong region, with the right one's name", async () => {
    agent.dataCentre = 'fra';
    const token = await tokenWith();
    const refused = await ask({}, token);
    expect(refused.status).toBe(421);
    expect(refused.body).toEqual(error('misdirected_request', { data: { region: 'fra' } }));
    expect((await ask({}, token, { headers: { 'X-Region': 'fra' } })).status).toBe(200);
    expect((await ask({}, token, { headers: { 'X-Region': 'dal' } })).status).toBe(421);
    agent.dataCentre = 'dal';
    expect((await ask({}, token)).status).toBe(200);
  });

  test.each(chatErrorTypes)('by a fault: %s', async (type) => {
    liveChat.faults.add(chatFault(liveChat.description.agentChat, type, { times: 1, data: { a: 1 } }));
    const token = await tokenWith();
    const refused = await ask({}, token);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.body).toEqual(error(type, { data: { a: 1 } }));
    expect((await ask({}, token)).status).toBe(200);
  });
});

describe('a list', () => {
  test('has 10 chats unless a limit says otherwise, those with the newest threads first', async () => {
    for (let index = 0; index < 12; index += 1) start(`${index}`);
    liveChat.chats.close(liveChat.chats.with('0'));
    clock += 1_000;
    liveChat.chats.resume(liveChat.chats.with('0'), 'Again', toMe());
    const token = await tokenWith();
    expect(await names({}, token)).toEqual(['0', '11', '10', '9', '8', '7', '6', '5', '4', '3']);
    expect(await names({ sort_order: 'asc', limit: 2 }, token)).toEqual(['1', '2']);
    expect(await names({ limit: 100 }, token)).toHaveLength(12);
  });

  test('is filtered by active threads and by whether there are threads', async () => {
    start('active');
    liveChat.chats.close(start('closed'));
    liveChat.chats.prepare({ name: 'no thread' });
    const token = await tokenWith();
    const filtered = (filters: object) => names({ filters }, token);
    expect(await filtered({})).toEqual(['no thread', 'closed', 'active']);
    expect(await filtered({ include_chats_without_threads: false })).toEqual(['closed', 'active']);
    expect(await filtered({ active: false })).toEqual(['no thread', 'closed']);
    expect(await filtered({ active: true })).toEqual(['no thread', 'active']);
    expect(await filtered({ active: true, include_chats_without_threads: false })).toEqual(['active']);
    describeAs({ activeWithoutThreads: false });
    expect(await filtered({ active: true })).toEqual(['active']);
  });

  test('is filtered by groups, of which the agent is a member', async () => {
    agent.groups = [0, 7, 8];
    for (const group of [0, 7, 8, 9]) start(`group ${group}`, [group]);
    const token = await tokenWith();
    const inGroups = (...group_ids: number[]) => ask({ filters: { group_ids } }, token);
    expect(namesIn((await inGroups(7, 8)).body)).toEqual(['group 8', 'group 7']);
    const foreign = await inGroups(7, 9);
    expect(foreign).toMatchObject({ status: 403, body: error('missing_access') });
    describeAs({ foreignGroup: 'left out' });
    expect(namesIn((await inGroups(7, 9)).body)).toEqual(['group 7']);
  });

  test('comes in pages, each of which remembers its filters, and knows those beside it', async () => {
    for (let index = 0; index < 5; index += 1) start(`${index}`);
    liveChat.chats.close(start('closed'));
    const token = await tokenWith();
    const first = (await ask({ limit: 2, filters: { active: true } }, token)).body;
    expect(namesIn(first)).toEqual(['4', '3']);
    expect(first).not.toHaveProperty('previous_page_id');
    // Who comes meanwhile is on no later page, and who goes is missed on none.
    start('late');
    liveChat.chats.close(liveChat.chats.with('1'));
    const second = (await ask({ page_id: first.next_page_id }, token)).body;
    expect(namesIn(second)).toEqual(['2', '0']);
    expect(second).not.toHaveProperty('next_page_id');
    expect(await names({ page_id: second.previous_page_id }, token)).toEqual(['late', '4']);
  });

  test('has pages that are for one account, and for a month', async () => {
    for (const name of ['a', 'b']) start(name);
    const { next_page_id: page_id } = (await ask({ limit: 1 }, await tokenWith())).body;
    const colleague = liveChat.addAgent({ email: 'colleague@example.com' });
    const theirs = await tokenWith('chats--access:ro', colleague);
    expect((await ask({ page_id }, theirs)).body).toEqual(error('validation'));
    clock += 30 * 24 * 3_600_000 - 1;
    expect((await ask({ page_id }, await tokenWith())).status).toBe(200);
    clock += 1;
    expect((await ask({ page_id }, await tokenWith())).body).toEqual(error('validation'));
  });

  test('has an estimate of their number that is not it, and headers when its version is old', async () => {
    start('a');
    liveChat.agentChatLifecycle = { Legacy: '2027-01-31' };
    const { body, headers } = await ask({}, await tokenWith());
    expect(body.found_chats).not.toBe(1);
    expect(headers.get('Legacy')).toBe('2027-01-31');
    expect(headers.get('Deprecation')).toBeNull();
  });

  test('is a request like any other in the log, with its region', async () => {
    const token = await tokenWith();
    await ask({}, token, { headers: { 'X-Region': 'dal' } });
    expect(liveChat.requests.at(-1)).toEqual({
      at: clock,
      method: 'POST',
      host: 'api.livechatinc.com',
      path: '/v3.6/agent/action/list_chats',
      query: {},
      hasToken: true,
      hasCookie: false,
      region: 'dal',
      status: 200,
    });
    await ask({}, token);
    expect(liveChat.requests.at(-1)).not.toHaveProperty('region');
  });
});

describe('a chat', () => {
  const listed = async () => (await ask({}, await tokenWith())).body.chats_summary[0];
  const me = async () => (await listed()).users.find(({ type }: { type: string }) => type === 'agent');

  test('is told as published', async () => {
    const chat = liveChat.chats.start('Hello', toMe(), { id: 'customer', name: 'Carol' });
    clock += 1_000;
    liveChat.chats.see(chat, agent.email);
    const created = '2026-11-25T12:00:00.000001Z';
    const routing = { continuous: false, pinned: false, idle: false, unassigned: false };
    expect(await listed()).toEqual({
      id: expect.stringMatching(/^[A-Z0-9]{10}$/),
      users: [
        {
          id: 'customer',
          type: 'customer',
          name: 'Carol',
          email: 'carol@example.net',
          present: true,
          created_at: '2026-11-25T12:00:00.000000Z',
          last_visit: expect.objectContaining({
            ip: '203.0.113.9',
            geolocation: { country: 'Poland', city: 'Wrocław' },
          }),
          statistics: { chats_count: 1 },
        },
        {
          id: 'agent@example.com',
          type: 'agent',
          name: 'Ada Agent',
          email: 'agent@example.com',
          avatar: expect.any(String),
          present: true,
          visibility: 'all',
          events_seen_up_to: '2026-11-25T12:00:01.000000Z',
        },
      ],
      last_thread_summary: {
        id: chat.threads[0]?.id,
        created_at: created,
        user_ids: ['customer', 'agent@example.com'],
        properties: { routing },
        active: true,
        access: { group_ids: [0] },
      },
      last_event_per_type: {
        message: {
          thread_id: chat.threads[0]?.id,
          thread_created_at: created,
          event: {
            id: `${chat.threads[0]?.id}_1`,
            created_at: '2026-11-25T12:00:00.000002Z',
            type: 'message',
            author_id: 'customer',
            visibility: 'all',
            text: 'Hello',
          },
        },
      },
      properties: { routing },
      access: { group_ids: [0] },
      is_followed: true,
    });
  });

  test('has the newest event of each kind, and a system message no author', async () => {
    const chat = start('a');
    for (const round of [1, 2])
      for (const type of eventTypes) liveChat.chats.write(chat, `${type} ${round}`, { type });
    const { last_event_per_type: last } = await listed();
    expect(Object.keys(last).sort()).toEqual([...eventTypes].sort());
    for (const type of eventTypes) {
      expect(last[type].event.type).toBe(type);
      expect(JSON.stringify(last[type].event)).toContain(`${type} 2`);
    }
    expect(last.system_message.event).not.toHaveProperty('author_id');
    expect(last.message.event.author_id).toBe(chat.customer.id);
  });

  test('waits in the queue behind those of its groups that came before', async () => {
    agent.groups = [0, 7];
    const enqueue = (name: string, group: number) => {
      clock += 1_000;
      return liveChat.chats.start('Hello', { queue: true }, { name }, [group]);
    };
    const first = enqueue('first', 0);
    enqueue('elsewhere', 7);
    enqueue('second', 0);
    const token = await tokenWith();
    const queues = async () =>
      (await ask({ sort_order: 'asc' }, token)).body.chats_summary.map(
        ({ last_thread_summary: { queue } }: { last_thread_summary: { queue?: object } }) => queue,
      );
    const place = (position: number) => ({
      position,
      wait_time: position * 60,
      queued_at: expect.stringMatching(/Z$/),
    });
    expect(await queues()).toEqual([place(1), place(1), place(2)]);
    liveChat.chats.transfer(first, toMe());
    expect(await queues()).toEqual([undefined, place(1), place(1)]);
  });

  test('goes from agent to agent, who stay in it, and no longer present', async () => {
    const colleague = liveChat.addAgent({ email: 'colleague@example.com', name: 'Ben' });
    const chat = start('a');
    liveChat.chats.transfer(chat, { agent: colleague.email });
    const { users, properties } = await listed();
    expect(users.slice(1)).toMatchObject([
      { id: 'agent@example.com', present: false },
      { id: 'colleague@example.com', name: 'Ben', present: true, visibility: 'all' },
    ]);
    expect(properties.routing.unassigned).toBe(false);
    liveChat.chats.transfer(chat, { unassigned: true });
    expect((await listed()).properties.routing.unassigned).toBe(true);
  });

  test('is watched over by an agent whom the customer does not see', async () => {
    const chat = liveChat.chats.start('Hello', { unassigned: true });
    liveChat.chats.supervise(chat, agent.email);
    expect(await me()).toMatchObject({ present: true, visibility: 'agents' });
    expect((await listed()).properties.routing.unassigned).toBe(true);
    liveChat.chats.leave(chat, agent.email);
    expect(await me()).toMatchObject({ present: false });
  });

  test('falls asleep, and wakes when its customer writes; it may be pinned', async () => {
    const chat = start('a');
    chat.pinned = true;
    liveChat.chats.fallAsleep(chat);
    liveChat.chats.write(chat, 'Are you there?', { by: agent.email });
    expect((await listed()).properties.routing).toMatchObject({ idle: true, pinned: true });
    liveChat.chats.write(chat, 'Yes');
    expect((await listed()).properties.routing.idle).toBe(false);
  });

  test('keeps to itself what was said in a group that the agent is not in', async () => {
    const chat = liveChat.chats.start('Secret', { unassigned: true }, {}, [9]);
    liveChat.chats.write(chat, 'contract.pdf', { type: 'file' });
    liveChat.chats.close(chat);
    liveChat.chats.resume(chat, 'Hello', toMe(), [0]);
    const { last_event_per_type: last } = await listed();
    expect(last.file).toEqual({
      thread_id: chat.threads[0]?.id,
      thread_created_at: expect.any(String),
      restricted_access: expect.any(String),
    });
    expect(last.message.event.text).toBe('Hello');
    describeAs({ restricted_access: 'in it' });
    expect((await listed()).last_event_per_type.file).toEqual({
      thread_id: chat.threads[0]?.id,
      thread_created_at: expect.any(String),
      event: { restricted_access: expect.any(String) },
    });
  });

  test('that is closed has no one in it, and comes back as a new thread', async () => {
    const chat = start('a');
    liveChat.chats.close(chat);
    expect(() => liveChat.chats.write(chat, 'Too late')).toThrow('no active thread');
    const closed = await listed();
    expect(closed.users.map(({ present }: { present: boolean }) => present)).toEqual([false, false]);
    expect(closed.last_thread_summary.active).toBe(false);
    liveChat.chats.resume(chat, 'Again', toMe());
    expect(() => liveChat.chats.resume(chat, 'Again', toMe())).toThrow('goes on');
    const again = await listed();
    expect(again.last_thread_summary.active).toBe(true);
    expect(again.last_thread_summary.id).not.toBe(closed.last_thread_summary.id);
  });
});

describe('what LiveChat leaves open', () => {
  test.each([
    ['published', '"type":"authentication"'],
    ['Accounts', '"error":"unauthorized"'],
    ['other JSON', '"status":401'],
    ['HTML', '<!doctype html>'],
    ['empty', ''],
  ] as const)('refusedAccessToken: %s', async (refusedAccessToken, words) => {
    describeAs({ refusedAccessToken });
    const response = await liveChat.fetch(listChatsRequest({}));
    expect(response.status).toBe(401);
    const text = await response.text();
    expect(text).toContain(words);
    expect(text === '').toBe(words === '');
  });

  test('insufficientScope', async () => {
    describeAs({ insufficientScope: 'missing_access' });
    const answer = await ask({}, await tokenWith('sessions--my:rw'));
    expect(answer).toMatchObject({ status: 403, body: error('missing_access') });
  });

  test('unpublishedStatuses: 400, but for those that are published', async () => {
    describeAs({ unpublishedStatuses: 400 });
    agent.dataCentre = 'fra';
    const token = await tokenWith();
    expect((await ask({}, token)).status).toBe(400);
    expect((await ask({})).status).toBe(401);
    liveChat.faults.add(chatFault(liveChat.description.agentChat, 'internal'));
    expect((await ask({}, token)).status).toBe(400);
  });

  test('regions: found by the token, unless one is named', async () => {
    describeAs({ regions: 'found' });
    agent.dataCentre = 'fra';
    const token = await tokenWith();
    expect((await ask({}, token)).status).toBe(200);
    expect((await ask({}, token, { headers: { 'X-Region': 'dal' } })).status).toBe(421);
  });

  test("names: v3.7's", async () => {
    start('a');
    describeAs({ names: 'v3.7' });
    const { body } = await ask({}, await tokenWith());
    expect(body).not.toHaveProperty('chats_summary');
    expect(body.chats_info[0].last_thread_info.active).toBe(true);
    expect(body.chats_info[0]).not.toHaveProperty('last_thread_summary');
  });

  test.each([
    ['null', null],
    ['empty', ''],
  ] as const)('next_page_id of the last page: %s', async (next_page_id, value) => {
    describeAs({ next_page_id });
    expect((await ask({}, await tokenWith())).body.next_page_id).toBe(value);
  });

  const listed = async () => (await ask({}, await tokenWith())).body.chats_summary[0];
  const seen = () => liveChat.chats.see(start('a'), agent.email);

  test.each<[string, Parameters<typeof describeAs>[0], string, () => unknown]>([
    ['the ID of an agent in capitals', { agentId: 'capitals' }, 'id', () => 'AGENT@EXAMPLE.COM'],
    ['the ID of an agent', { agentId: 'account ID' }, 'id', () => agent.accountId],
    ['no e-mail address', { agentEmail: 'missing' }, 'email', () => undefined],
    ['null for an e-mail address', { agentEmail: 'null' }, 'email', () => null],
    ['no “present”', { present: 'missing' }, 'present', () => undefined],
    ['null for “present”', { present: 'null' }, 'present', () => null],
    ['“visibility” only of who supervises', { visibility: 'if agents' }, 'visibility', () => undefined],
    ['null for “visibility”', { visibility: 'null' }, 'visibility', () => null],
    ['no word of what was seen', { events_seen_up_to: 'missing' }, 'events_seen_up_to', () => undefined],
    ['null for what was seen', { events_seen_up_to: 'null' }, 'events_seen_up_to', () => null],
    [
      'times of another zone',
      { times: 'offset' },
      'events_seen_up_to',
      () => '2026-11-25T13:00:01.000003+01:00',
    ],
  ])('%s', async (_, changes, name, value) => {
    seen();
    describeAs(changes);
    const [, user] = (await listed()).users;
    expect(user[name]).toBe(value());
    expect(name in user).toBe(value() !== undefined);
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['epoch', '1970-01-01T00:00:00.000000Z'],
  ] as const)('nothing seen: %s', async (nothingSeen, value) => {
    start('a');
    describeAs({ nothingSeen });
    expect((await listed()).users[1].events_seen_up_to).toBe(value);
  });

  test('an author goes by the ID of the user', async () => {
    liveChat.chats.write(start('a'), 'Hello', { by: agent.email });
    describeAs({ agentId: 'capitals' });
    const { users, last_event_per_type: last, last_thread_summary: thread } = await listed();
    expect(last.message.event.author_id).toBe(users[1].id);
    expect(thread.user_ids[1]).toBe(users[1].id);
  });

  test.each([
    ['both', true, true],
    ['chat', true, false],
    ['thread', false, true],
    ['missing', false, false],
  ] as const)('routing: %s', async (routing, ofChat, ofThread) => {
    start('a');
    describeAs({ routing });
    const { properties, last_thread_summary: thread } = await listed();
    expect(['routing' in properties, 'routing' in thread.properties]).toEqual([ofChat, ofThread]);
  });

  test('noQueue and customerName', async () => {
    start('a');
    describeAs({ noQueue: 'null', customerName: 'missing' });
    const { users, last_thread_summary: thread } = await listed();
    expect(thread.queue).toBeNull();
    expect(users[0]).not.toHaveProperty('name');
  });
});
