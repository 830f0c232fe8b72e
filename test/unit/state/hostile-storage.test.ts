import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { config } from '../../../src/config/index.ts';
import { clock, dateAndTime, plural } from '../../../src/i18n/index.ts';
import { describeSession } from '../../../src/popup/describe-session.ts';
import { timeAgo } from '../../../src/popup/time-ago.ts';
import { badgeOf, troubleText } from '../../../src/state/badge.ts';
import { noticeText } from '../../../src/state/chat-notices.ts';
import { diagnosticsText } from '../../../src/state/diagnostics.ts';
import { failureText, resultText } from '../../../src/state/ending-text.ts';
import { endingsResult, endingsToShow, failureOf } from '../../../src/state/endings-result.ts';
import { choicesOf } from '../../../src/state/settings.ts';
import { signInFailureText } from '../../../src/state/sign-in-failure-text.ts';
import { sessionsOf } from '../../../src/state/snapshot.ts';
import {
  damagedItems,
  read,
  type Stored,
  type StoredKey,
} from '../../../src/state/store/background-store.ts';
import { adviceText } from '../../../src/state/trouble-advice.ts';
import { chatsViewOf, viewOf } from '../../../src/state/view.ts';
import { fakeBrowser } from '../support/browser.ts';
import { bundleServiceWorker } from '../support/bundle.ts';
import {
  fireLeftOverAlarm,
  restartBrowser,
  settle,
  startExtension,
  startFrom,
} from '../support/extension.ts';
import { asJson, isPolluted, nearly } from '../support/hostile.ts';

// Thousands of cases, on machines that do other things, too.
vi.setConfig({ testTimeout: 120_000 });

const now = Date.parse('2026-11-22T14:00:00Z');

const session = {
  session_id: '6f1dd0a1-1c9f-4a43-8a52-6f3f2a5a7a3f',
  current: false,
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36',
  identity_source: 'credentials',
  ip: '203.0.113.7',
  applications: [{ name: 'Agent App' }],
  arrivedAt: now,
  isNew: true as const,
  network: 'other' as const,
  name: 'Shop computer',
};
const known = { count: 3, fetchedAt: now, changedAt: now };
const trouble = {
  code: 'offline',
  since: now,
  at: now,
  failures: 1,
  retryAt: now,
  signInHelps: true,
  said: 'access_denied',
  requestId: 'r-1',
} as const;
const credentials = {
  refreshToken: '7a3f',
  clientId: 'client',
  renewalStartedAt: now,
  refusedAs: 'revoked',
} as const;

/** One good value of every item that is stored. */
const stored: Required<Stored> = {
  isStarted: true,
  settings: {
    clientId: 'client',
    grant: 'code',
    flow: 'popup',
    organizationId: '6f1dd0a1-1c9f-4a43-8a52-6f3f2a5a7a3f',
    organizations: [{ id: '6f1dd0a1-1c9f-4a43-8a52-6f3f2a5a7a3f', name: 'Ours' }],
    staySignedIn: true,
    intervalSeconds: 60,
    badgeForZero: true,
    alerts: true,
    notifications: true,
    theme: 'dark',
  },
  presence: { state: 'locked', since: now, begunAt: now },
  managed: { intervalSeconds: 120, minimumIntervalSeconds: 60 },
  lastPolicy: { intervalSeconds: 120 },
  policyMissedAt: now,
  storageFailure: { code: 'storage_failed', since: now, at: now },
  connection: { status: 'signedIn', signInId: now, known, trouble },
  credentials,
  sessionCredentials: credentials,
  agent: { accountId: '3f2c', organizationId: '9d1e', name: 'Ada Agent', email: 'ada@example.com' },
  silentRenewal: { firstAt: now, retryAt: now, refusal: 'unauthorized', failure: 'timeout' },
  agentAskedAt: now,
  chatsDoubt: 'client',
  justEnded: [{ sessionId: session.session_id, endedAt: now }],
  diagnostics: [{ at: now, what: 'sessions', outcome: 'ok', requestId: 'r-1' }],
  requests: { days: [{ date: 20_780, counts: { sessions: 96 } }], chosen: { interval: 60, date: 20_779 } },
  knownSessions: {
    salt: 's',
    accountId: '3f2c',
    signInId: now,
    entries: [
      { hash: 'h', arrivedAt: now, new: true, seenAt: now, name: 'Shop computer', missingSince: now },
    ],
  },
  version: 1,
  accessToken: { value: 'dal:8f2c', expiresAt: now, renewAt: now },
  snapshot: { sessions: [session], fetchedAt: now },
  moreSessions: [session],
  alert: { count: 1, newest: 'Chrome on Linux' },
  chats: {
    askedAt: now,
    known: {
      summary: {
        mine: 2,
        unread: 1,
        supervised: 0,
        queued: 1,
        unassigned: 0,
        others: 3,
        active: 6,
        isAtLeast: true,
        waitingSince: now,
      },
      fetchedAt: now,
      busyAt: now,
    },
    trouble: { code: 'offline', since: now, at: now, failures: 1, retryAt: now, signInHelps: true },
    region: 'fra',
  },
  chatList: {
    chats: [
      {
        id: 'Q1A2',
        threadId: 'T3B4',
        customer: 'Ada',
        isUnread: true,
        newest: { kind: 'message', text: 'Hello', author: 'customer', name: 'Ada' },
        at: now,
        unreadSince: now,
      },
    ],
    fetchedAt: now,
  },
  chatNotices: [{ id: 'n1', kind: 'unread', chatId: 'Q1A2', threadId: 'T3B4', since: now }],
  chatsRefusal: { error: 'invalid_scope', said: 'invalid_scope', clientId: 'client' },
  quietUntil: now,
  lastTab: 'chats',
  signInFailure: { error: 'code_refused', said: 'invalid_client', wantsSecret: true },
  endings: [
    {
      sessionId: session.session_id,
      of: 'one',
      current: false,
      state: 'waiting',
      dueAt: now,
      isStranger: true,
      from: 'notification',
      heldWith: 5,
    },
  ],
  notifications: [{ id: 'n1', sessionId: session.session_id }],
  signIn: { authorizeTabId: 1, loginTabId: 2, returnWindowId: 3 },
  transaction: {
    createdAt: now,
    clientId: 'client',
    grant: 'code',
    redirectUri: 'https://x.example/',
    state: 'ours',
    codeVerifier: 'v',
    answer: { state: 'ours', code: 'c' },
    answeredAt: now,
  },
  serviceStatus: {
    fetchedAt: now,
    status: {
      status: { indicator: 'none', description: 'All Systems Operational' },
      components: [{ name: 'API', status: 'operational' }],
      incidents: [{ name: 'Slow', shortlink: 'https://status.livechat.com/1' }],
    },
  },
};
const keys = Object.keys(stored) as StoredKey[];

/** Puts values into all areas, each where its item belongs or not: the browser does not care. */
async function plant(values: Record<string, unknown>): Promise<void> {
  const { local, session: memory, managed } = fakeBrowser.storage;
  for (const area of [local, memory, managed]) area.clear();
  const { managed: policy, ...own } = asJson(values) as Record<string, unknown>;
  await local.set(own);
  await memory.set(own);
  if (typeof policy === 'object' && policy !== null) await managed.set(policy as Record<string, unknown>);
}

/** Every text that the pages and the toolbar make of what is stored. */
function allTextsOf(items: Stored): string[] {
  const { settings, managed, snapshot, endings, diagnostics, serviceStatus, connection } = items;
  const sessions = sessionsOf(items) ?? [];
  const view = viewOf(items, now);
  const choices = choicesOf(settings, managed);
  const { title, text } = badgeOf(view, chatsViewOf(items, now), choices, items.quietUntil);
  const endingsShown = endingsToShow(endings, now);
  const result = endingsResult(endingsShown);
  const times = [snapshot?.fetchedAt, serviceStatus?.fetchedAt, ...(diagnostics ?? []).map(({ at }) => at)];
  return [
    title(),
    text,
    ...(view.state === 'stale' ? [troubleText(view.trouble), adviceText(view.trouble)] : []),
    ...('fetchedAt' in view ? [timeAgo(view.fetchedAt, now), new Date(view.fetchedAt).toISOString()] : []),
    ...(connection?.status === 'signedIn' && connection.known
      ? [plural('sessions_unit', connection.known.count)]
      : []),
    ...(items.chatNotices ?? []).flatMap((notice) =>
      [undefined, ...(items.chatList?.chats ?? [])].flatMap((chat) =>
        Object.values(noticeText(notice, chat, choices)),
      ),
    ),
    ...(items.signInFailure ? [signInFailureText(items.signInFailure)] : []),
    ...sessions.flatMap((each) => Object.values(describeSession(each))),
    ...sessions.map(({ arrivedAt = now }) => clock(arrivedAt)),
    ...endingsShown.map(failureOf).flatMap((code) => (code ? [failureText(code)] : [])),
    ...(result ? [resultText(result)] : []),
    ...times.flatMap((at) => (at === undefined ? [] : [dateAndTime(at), new Date(at).toISOString()])),
    diagnosticsText(diagnostics ?? [], { version: '1', userAgent: 'x', timeZoneOffset: 0 }),
  ];
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterEach(() => {
  expect(isPolluted()).toBe(false);
});

test('the example is whole: every item of it is read', async () => {
  await plant(stored);
  expect(Object.keys(await read(...keys)).sort()).toEqual([...keys].sort());
  expect(await damagedItems()).toEqual([]);
  expect(allTextsOf(await read(...keys)).length).toBeGreaterThan(10);
});

const anything = nearly(stored).map((values) => Object(values) as Record<string, unknown>);

test('whatever is stored can be read, and told in words', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (values) => {
      await plant(values);
      expect(allTextsOf(await read(...keys)).every((text) => typeof text === 'string')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('the service worker starts, polls and shows a badge whatever is stored', async () => {
  startFrom(await bundleServiceWorker(config));
  await startExtension();
  await fc.assert(
    fc.asyncProperty(anything, async (values) => {
      await plant(values);
      await restartBrowser();
      await settle();
      await plant(values);
      await fireLeftOverAlarm();
      expect(fakeBrowser.action.shown.title).not.toBe('');
    }),
    { numRuns: 100 },
  );
});
