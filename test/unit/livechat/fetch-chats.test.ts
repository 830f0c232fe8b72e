import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { takeCounted } from '../../../src/livechat/count-requests.ts';
import { fetchChats } from '../../../src/livechat/fetch-chats.ts';

const chatsUrl = 'https://api.livechatinc.com';

type Asked = { url: string; method: string | undefined; headers: Headers; body: unknown };
let asked: Asked[] = [];

/** Lets LiveChat give these answers, one after the other, and then the last one for good. */
function answering(...answers: [() => Response, ...(() => Response)[]]): void {
  asked = [];
  vi.stubGlobal('fetch', async (url: string, { method, headers, body }: RequestInit) => {
    asked.push({ url, method, headers: new Headers(headers), body: JSON.parse(String(body)) });
    return (answers[asked.length - 1] ?? answers.at(-1) ?? answers[0])();
  });
}
afterEach(() => vi.unstubAllGlobals());

const chats = (...ids: string[]) => ids.map((id) => ({ id, last_thread_summary: { id: 't', active: true } }));
const page =
  (list: unknown[], next_page_id?: unknown, headers: HeadersInit = {}) =>
  () =>
    Response.json({ chats_summary: list, next_page_id, found_chats: 9_999 }, { headers });
const failure = (status: number, type: string, data?: object) => () =>
  Response.json({ error: { type, message: 'Some words.', data } }, { status });
const misdirected = (region: string) => failure(421, 'misdirected_request', { region });

const fetched = (region?: string) => fetchChats(chatsUrl, 'dal:8f2c', region);
const idsOf = ({ chats: listed }: Awaited<ReturnType<typeof fetchChats>>) => listed.map(({ id }) => id);

describe('the request', () => {
  test('is as published, with the access token where no log has it', async () => {
    answering(page([]));
    await fetched();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      url: 'https://api.livechatinc.com/v3.6/agent/action/list_chats',
      method: 'POST',
      body: { filters: { active: true, include_chats_without_threads: false }, limit: 100 },
    });
    const headers = asked[0]?.headers;
    expect(headers?.get('authorization')).toBe('Bearer dal:8f2c');
    expect(headers?.get('content-type')).toBe('application/json');
    expect(headers?.has('x-region')).toBe(false);
  });

  test('is counted, each page of its own', async () => {
    takeCounted();
    answering(page(chats('a'), 'p2'), page(chats('b')));
    await fetched();
    expect(takeCounted()).toEqual(['chats', 'chats']);
  });
});

describe('pages', () => {
  test('are asked for by their name alone', async () => {
    answering(page(chats('a'), 'p2'), page(chats('b'), 'p3'), page(chats('c')));
    const result = await fetched();
    expect(idsOf(result)).toEqual(['a', 'b', 'c']);
    expect(result.hasMore).toBe(false);
    expect(asked.slice(1).map(({ body }) => body)).toEqual([{ page_id: 'p2' }, { page_id: 'p3' }]);
  });

  test('are three at most: then there are more', async () => {
    answering(page(chats('a'), 'p2'), page(chats('b'), 'p3'), page(chats('c'), 'p4'));
    const result = await fetched();
    expect(idsOf(result)).toEqual(['a', 'b', 'c']);
    expect(result.hasMore).toBe(true);
    expect(asked).toHaveLength(3);
  });

  test('without a usable name are not asked for, and are told', async () => {
    answering(page(chats('a'), 7));
    expect(await fetched()).toMatchObject({ hasMore: true });
    expect(asked).toHaveLength(1);
  });

  test('that list a chat twice, as another one began meanwhile, bring it once', async () => {
    answering(page(chats('a', 'b', ''), 'p2'), page(chats('b', 'c', '')));
    expect(idsOf(await fetched())).toEqual(['a', 'b', '', 'c', '']);
  });

  test('come all or not at all', async () => {
    answering(page(chats('a'), 'p2'), failure(500, 'internal'));
    await expect(fetched()).rejects.toMatchObject({ code: 'server_error', said: 'internal' });
  });
});

describe('another data centre', () => {
  test('is asked where LiveChat says so, for all pages, and told', async () => {
    answering(misdirected('fra'), page(chats('a'), 'p2'), page(chats('b')));
    const result = await fetched();
    expect(idsOf(result)).toEqual(['a', 'b']);
    expect(result.region).toBe('fra');
    expect(asked.map(({ headers }) => headers.get('x-region'))).toEqual([null, 'fra', 'fra']);
    expect(asked[1]?.body).toEqual(asked[0]?.body);
  });

  test('is asked first where it answered last time', async () => {
    answering(page([]));
    expect((await fetched('fra')).region).toBe('fra');
    expect(asked.map(({ headers }) => headers.get('x-region'))).toEqual(['fra']);
  });

  test('is asked once, however often LiveChat sends on', async () => {
    answering(misdirected('fra'), misdirected('dal'), misdirected('fra'));
    await expect(fetched()).rejects.toMatchObject({ code: 'server_error', region: 'dal' });
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['names no other', failure(421, 'misdirected_request')],
    ['sends to itself', misdirected('dal')],
  ])('that was right last time and %s is forgotten where LiveChat answers without it', async (_, refusal) => {
    answering(refusal, page(chats('a')));
    const result = await fetched('dal');
    expect(idsOf(result)).toEqual(['a']);
    expect(result).not.toHaveProperty('region');
    expect(asked.map(({ headers }) => headers.get('x-region'))).toEqual(['dal', null]);
  });

  test('that sends on in a circle is asked no more than LiveChat without it', async () => {
    answering(misdirected('fra'), misdirected('dal'), page(chats('a')));
    expect(await fetched('dal')).not.toHaveProperty('region');
    expect(asked.map(({ headers }) => headers.get('x-region'))).toEqual(['dal', 'fra', null]);
  });

  test('that refuses for another reason is not', async () => {
    answering(failure(401, 'authentication'));
    await expect(fetched('dal')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(asked).toHaveLength(1);
  });

  test('without a name is not asked', async () => {
    answering(failure(421, 'misdirected_request'));
    await expect(fetched()).rejects.toMatchObject({ said: 'misdirected_request' });
    expect(asked).toHaveLength(1);
  });
});

test.each<[string, object, string[]]>([
  ['no header', {}, []],
  ['Legacy', { Legacy: '2027-06-01' }, ['legacy']],
  ['Deprecation', { Deprecation: '2027-06-01' }, ['deprecation']],
])('the end of the version is told, announced by %s', async (_, headers, announced) => {
  answering(page(chats('a'), 'p2', { ...headers }), page(chats('b'), undefined, { ...headers }));
  expect((await fetched()).announced).toEqual(announced);
});

describe('the time of the answer', () => {
  const now = Date.parse('2026-11-22T14:05:00.500Z');
  const date = (value: string) => page(chats('b'), undefined, { date: value });

  test.each<[string, () => Response, number]>([
    ['by LiveChat’s clock', date('Sun, 22 Nov 2026 14:00:00 GMT'), Date.parse('2026-11-22T14:00:00Z')],
    ['by the clock here where there is none', page(chats('b')), now],
    ['by the clock here where it is none', date('5 minutes ago'), now],
  ])('is told %s', async (_, last, expected) => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    onTestFinished(() => void vi.useRealTimers());
    answering(page(chats('a'), 'p2', { date: 'Sun, 22 Nov 2026 13:59:00 GMT' }), last);
    expect((await fetched()).answeredAt).toBe(expected);
  });
});

test.each([
  [401, 'authentication', 'unauthorized'],
  [403, 'authorization', 'insufficient_scope'],
  [403, 'missing_access', 'insufficient_scope'],
  [429, 'too_many_requests', 'rate_limited'],
])('a %i with %s is thrown as %s', async (status, type, code) => {
  answering(failure(status, type));
  await expect(fetched()).rejects.toMatchObject({ name: 'LiveChatError', code, said: type });
  expect(asked).toHaveLength(1);
});

test('a success without a list is none', async () => {
  answering(() => Response.json({ found_chats: 3 }));
  await expect(fetched()).rejects.toMatchObject({ code: 'unexpected_answer' });
});
