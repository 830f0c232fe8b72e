import { expect } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import type { Trouble } from '../../../src/state/connection.ts';
import { chatFault, type Fault } from '../../livechat-server/index.ts';
import { storedChats } from '../support/chats.ts';
import { type ChromiumScene, type ShownBadge, until } from '../support/index.ts';
import { numberAt } from '../support/session-count.ts';
import {
  answers,
  inWords,
  keptOf,
  minute,
  nextAlarm,
  pollNow,
  type Start,
  sessions,
  tokensOf,
} from './case.ts';

declare const chrome: WebExtension;

/** Describes a row of the table of chats. */
export interface ChatsRow {
  fault: string;
  /** Lists what the badge showed, with the chats on it, while the fault was there. */
  shown: ShownBadge;
  /** Names what the extension takes it for. */
  trouble: string;
  /** Tells how the chats became right again, and in what time. */
  recovery: string;
  tokens: string;
}

/** Describes a fault of the chats, and the run that finds out what comes of it. Begins and ends with the right numbers. */
export interface ChatsCase {
  fault: string;
  run(scene: ChromiumScene): Promise<Omit<ChatsRow, 'fault'>>;
}

const listChats = { method: 'POST', path: /\/agent\/action\/list_chats$/ };

type Known = { known?: { count: number; fetchedAt: number }; trouble?: Trouble };
const sessionsNow = async ({ agentBrowser }: ChromiumScene) =>
  (await agentBrowser.storage('local'))['connection'] as Known;

/** Counts the agent's own chats at LiveChat. */
const chatsAt = ({ liveChat, agent }: ChromiumScene): number =>
  liveChat.chats.all.filter(
    ({ threads, agents }) =>
      threads.at(-1)?.active && agents.some(({ email, present }) => email === agent.email && present),
  ).length;

/** Names where the agent's many sessions elsewhere come from. */
const elsewhere = '203.0.113.7';

/** Gives the agent a chat that stays, and sessions enough: where nothing goes on, LiveChat is asked less often. */
export function beBusy({ liveChat, agent }: ChromiumScene): void {
  liveChat.chats.start('Hello?', { agent: agent.email }, { name: 'Ana' });
  for (const _ of chatsFaults) liveChat.addSession(agent.email, { ip: elsewhere });
}

/** Ends a session at LiveChat: one more would be news, which is shown before the chats. */
function endSession({ liveChat, agent }: ChromiumScene): void {
  const session = liveChat.sessionsOf(agent.email).find(({ ip }) => ip === elsewhere);
  if (session) liveChat.removeSession(session.session_id);
}

/** Changes the number of the agent's chats at LiveChat, to one or the other of two. */
export function changeChats({ liveChat, agent }: ChromiumScene): void {
  const chat = liveChat.chats.all.find(({ customer }) => customer.name === 'Maria');
  const target = { agent: agent.email };
  if (!chat) liveChat.chats.start('Hello?', target, { name: 'Maria' });
  else if (chat.threads.at(-1)?.active) liveChat.chats.close(chat);
  else liveChat.chats.resume(chat, 'Hello again?', target);
}

async function areChatsRight(scene: ChromiumScene): Promise<boolean> {
  const chats = await storedChats(scene.agentBrowser);
  return !chats?.trouble && chats?.known?.summary['mine'] === chatsAt(scene);
}

async function areSessionsRight(scene: ChromiumScene, since: number): Promise<boolean> {
  const { known, trouble } = await sessionsNow(scene);
  return !trouble && String(known?.count) === numberAt(scene) && (known?.fetchedAt ?? 0) >= since;
}

/** Asks LiveChat for all, as a click does, until all is right: as a case begins. */
export const beAllRight = (scene: ChromiumScene): Promise<unknown> =>
  until(async () => {
    // With its reply: a poll that is still under way would undo what the case makes older.
    await scene.agentBrowser.hiddenPage.evaluate(() =>
      chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }),
    );
    return (await areChatsRight(scene)) && (await areSessionsRight(scene, 0));
  });

/** Waits for the polling alarm to bring the right chats, with its interval shortened; each alarm counts for a minute. */
async function recoverChats(scene: ChromiumScene): Promise<{ alarms: number; seconds: number }> {
  const { agentBrowser, liveChat } = scene;
  const start = performance.now();
  for (let alarms = 1; alarms <= 3; alarms += 1) {
    await agentBrowser.letPass(minute);
    const asked = () => liveChat.requests.filter(({ path }) => listChats.path.test(path)).length;
    const before = asked();
    await nextAlarm(scene);
    if (!(await until(() => asked() > before, 5_000).catch(() => false))) continue;
    await until(() => areChatsRight(scene));
    const seconds = (performance.now() - start) / 1000;
    await agentBrowser.setAlarm('poll', { delay: minute, period: minute });
    return { alarms, seconds };
  }
  throw new Error('Three alarms, and LiveChat was not asked for chats');
}

/**
 * Makes the case of a fault that concerns the chats alone: they have a trouble, the sessions are fetched meanwhile, the
 * tokens are kept, and the next alarm makes all right.
 */
function chatsCase(
  fault: string,
  code: Trouble['code'],
  start: Start,
  { alarms = 1, tokens: kept = 'both' }: { alarms?: number; tokens?: string } = {},
): ChatsCase {
  return {
    fault,
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      const began = Date.now();
      const end = await start(scene);
      endSession(scene);
      try {
        await pollNow(scene);
        await until(async () => (await storedChats(agentBrowser))?.trouble?.code === code);
        await until(() => areSessionsRight(scene, began));
      } finally {
        await end?.();
      }
      const shown = await agentBrowser.badge();
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe(kept);
      changeChats(scene);
      const recovery = await recoverChats(scene);
      expect(recovery.alarms).toBe(alarms);
      return { shown, trouble: code, recovery: inWords(recovery), tokens };
    },
  };
}

/** Makes a fault of the Agent Chat API. */
const refusal =
  (type: Parameters<typeof chatFault>[1], options?: Parameters<typeof chatFault>[2]): Start =>
  ({ liveChat }) =>
    liveChat.faults.add(chatFault(liveChat.description.agentChat, type, options));

const body = (text: string): Fault => ({ match: listChats, kind: 'body', body: text });
const html = (title: string) => `<!doctype html><title>${title}</title><h1>${title}</h1>`;

/** Lists what may keep the chats away while the sessions are fine, and the other way round. */
export const chatsFaults: ChatsCase[] = [
  chatsCase('Connection dropped before the answer', 'offline', answers({ match: listChats, kind: 'drop' })),
  chatsCase(
    '429 `too_many_requests` with `Retry-After` in seconds (90)',
    'rate_limited',
    refusal('too_many_requests', { headers: { 'Retry-After': '90' } }),
    { alarms: 2 },
  ),
  chatsCase('500 `internal`', 'server_error', refusal('internal')),
  chatsCase('503 `service_unavailable`', 'server_error', refusal('service_unavailable')),
  chatsCase('`request_timeout`', 'timeout', refusal('request_timeout')),
  chatsCase(
    '502 with a proxy’s HTML',
    'server_error',
    answers({
      match: listChats,
      kind: 'status',
      status: 502,
      headers: { 'Content-Type': 'text/html' },
      body: html('502 Bad Gateway'),
    }),
  ),
  chatsCase(
    'HTML with status 200',
    'network_login',
    answers({ match: listChats, kind: 'body', body: html('Welcome'), contentType: 'text/html' }),
  ),
  chatsCase('Truncated JSON', 'unexpected_answer', answers(body('{"chats_summary":[{"id":"PJ0MRSH'))),
  chatsCase('A list instead of an object', 'unexpected_answer', answers(body('[]'))),
  chatsCase('50 MB of garbage', 'unexpected_answer', ({ liveChat }) =>
    liveChat.faults.add(body('garbage '.repeat(6_250_000))),
  ),
  chatsCase('403 `authorization`: the scope is missing', 'insufficient_scope', refusal('authorization')),
  chatsCase('403 `missing_access`', 'insufficient_scope', refusal('missing_access')),
  chatsCase('`license_expired`', 'access_denied', refusal('license_expired')),
  chatsCase('400 `validation`: the request is refused', 'invalid_request', refusal('validation')),
  chatsCase('`unsupported_version`', 'invalid_request', refusal('unsupported_version')),
  chatsCase('401 `authentication`, of the chats alone', 'unauthorized', refusal('authentication'), {
    tokens: 'both, renewed',
  }),
  chatsCase(
    'Sent to and fro between two regions',
    'server_error',
    refusal('misdirected_request', { data: { region: 'fra' } }),
  ),
  {
    fault: 'The other way round: sessions answer 503, chats are fine',
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      changeChats(scene);
      const end = scene.liveChat.faults.add({ match: sessions, kind: 'status', status: 503 });
      try {
        await pollNow(scene);
        await until(async () => (await sessionsNow(scene)).trouble?.code === 'server_error');
        await until(() => areChatsRight(scene));
      } finally {
        end();
      }
      const shown = await agentBrowser.badge();
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('both');
      return { shown, trouble: 'none (of the sessions: server_error)', recovery: 'not needed', tokens };
    },
  },
];
