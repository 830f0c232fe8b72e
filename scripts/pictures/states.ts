import type { Page } from 'puppeteer-core';
import type { Browser as WebExtension } from 'webextension-polyfill';
import type { Phase } from '../../src/authorize/phase.ts';
import { liveChatErrorCodes } from '../../src/livechat/error.ts';
import type { ChatsSummary, ListedChat } from '../../src/state/chats.ts';
import type { ChatsConnection } from '../../src/state/chats-connection.ts';
import { type Connection, helpedBySignIn, type Trouble } from '../../src/state/connection.ts';
import type { Diagnostic } from '../../src/state/diagnostics.ts';
import type { Ending } from '../../src/state/endings.ts';
import { signInErrorCodes } from '../../src/state/protocol/sign-in-answer.ts';
import { snapshotOf } from '../../src/state/snapshot.ts';
import type {
  ListedSession as Session,
  Stored,
  StoredServiceStatus,
} from '../../src/state/store/background-store.ts';

declare const chrome: WebExtension;

const minute = 60_000;
const hour = 60 * minute;

const agents = {
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  firefox: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
};

const session = (id: string, more: Partial<Session>): Session => ({
  session_id: id,
  current: false,
  user_agent: '',
  identity_source: '',
  ip: '',
  applications: [],
  ...more,
});

const three: Session[] = [
  session('a', {
    user_agent: agents.safari,
    identity_source: 'apple',
    ip: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
    applications: [{ name: 'LiveChat' }],
    network: 'same',
    arrivedAt: Date.now() - 26 * hour,
  }),
  session('b', {
    user_agent: agents.firefox,
    identity_source: 'credentials',
    ip: '198.51.100.23',
    network: 'other',
    arrivedAt: Date.now() - 3 * hour,
    applications: [
      { name: 'LiveChat' },
      { name: 'HelpDesk' },
      { name: 'ChatBot' },
      { name: 'KnowledgeBase' },
    ],
  }),
  session('c', {
    current: true,
    user_agent: agents.chrome,
    identity_source: 'google',
    ip: '203.0.113.7',
    applications: [{ name: 'LiveChat' }, { name: 'Session Badge' }],
  }),
];

/** Those that were there when we began to look. */
const before: Session[] = three.map(({ arrivedAt: _, ...each }) => each);

/** A new one before the others. */
const withNew: Session[] = [
  {
    ...session('new', three[1] ?? {}),
    session_id: 'new',
    isNew: true,
    arrivedAt: Date.now() - 2 * minute,
  },
  ...three,
];

const many: Session[] = Array.from({ length: 120 }, (_, index) =>
  session(`many-${index}`, {
    ...(index === 40 ? three[2] : three[index % 2]),
    session_id: `many-${index}`,
    ip: `192.0.2.${index}`,
  }),
);

/** This browser, six sessions of a shop's computer that look the same, and another one. */
const twins: Session[] = [
  ...three.slice(2),
  ...Array.from({ length: 6 }, (_, index) =>
    session(`twin-${index}`, { ...three[1], session_id: `twin-${index}` }),
  ),
  ...three.slice(0, 1),
];

const twelve: Session[] = many.slice(36, 48);

const hostile: Session[] = [
  session('script', {
    current: true,
    user_agent: '<img src=x onerror=alert(1)><script>alert(2)</script>'.repeat(30),
    identity_source: '<b>somebody</b>',
    ip: '<i>127.0.0.1</i>',
    arrivedAt: Date.now() - 90 * minute,
    applications: [{ name: '<a href="javascript:alert(3)">LiveChat</a>' }],
  }),
  session('override', {
    user_agent: '\u202EsdrawkcaB\u202C/9 (Windows NT 10.0)',
    identity_source: '\u202Eelgoog',
    ip: '\u20667.113.0.302\u2069',
    applications: [{ name: '\u202Etxet desrever' }, { name: 'LiveChat' }],
  }),
  session('long', {
    user_agent: `${'Endless'.repeat(300)}/1 (Linux)`,
    identity_source: 'x'.repeat(2_000),
    ip: 'f'.repeat(2_000),
    arrivedAt: Date.now() - 90 * minute,
    applications: Array.from({ length: 300 }, () => ({ name: 'Application '.repeat(100) })),
  }),
  session('marks', {
    user_agent: `Z${'\u0335\u0321\u0327'.repeat(60)}algo/3 (X11; Linux x86_64)`,
    identity_source: 'z\u200b\u200b\u200bero',
    ip: '🧑🏽‍💻🧑🏽‍💻🧑🏽‍💻',
    applications: [{ name: '🎉'.repeat(60) }, { name: '\u200b\u200b' }, { name: 'עברית ועוד' }],
  }),
  session('empty', {}),
];

const signedIn = (count: number, more: { trouble?: Trouble } = {}, age = 12_000): Connection => ({
  status: 'signedIn',
  signInId: Date.now() - 60 * minute,
  known: { count, fetchedAt: Date.now() - age },
  ...more,
});

const trouble = (code: Trouble['code']): Trouble => ({
  code,
  since: Date.now() - 4 * minute,
  at: Date.now() - minute,
  failures: 4,
  retryAt: Date.now() + minute,
  ...(helpedBySignIn.includes(code) && { signInHelps: true }),
});

const suspended = (): Connection =>
  signedIn(
    3,
    {
      trouble: {
        ...trouble('access_denied'),
        signInHelps: true,
        said: 'account_suspended',
        requestId: '6f1d7c1e-93b2-4b43-9c5f-0a7f6f2d7a11',
      },
    },
    20 * minute,
  );

const fine: StoredServiceStatus = {
  fetchedAt: Date.now(),
  status: {
    status: { indicator: 'none', description: 'All Systems Operational' },
    components: [{ name: 'API', status: 'operational' }],
    incidents: [],
  },
};

const troubled: StoredServiceStatus = {
  fetchedAt: Date.now(),
  status: {
    status: { indicator: 'major', description: 'Partial System Outage' },
    components: [
      { name: 'Chat widget', status: 'partial_outage' },
      { name: 'Agent apps', status: 'degraded_performance' },
      { name: 'API', status: 'operational' },
      { name: 'Integrations', status: 'under_maintenance' },
    ],
    incidents: [
      {
        name: 'Delayed message delivery for some customers in Europe',
        shortlink: 'https://stspg.io/abc',
      },
    ],
  },
};

const threeIncidents: StoredServiceStatus = {
  fetchedAt: Date.now(),
  status: {
    status: { indicator: 'minor', description: 'Partially Degraded Service' },
    components: [{ name: 'Chat widget', status: 'degraded_performance' }],
    incidents: ['Delayed chats', 'Reports are late', 'Login with Google fails'].map((name) => ({
      name,
      shortlink: 'https://stspg.io/abc',
    })),
  },
};

const hostileStatus: StoredServiceStatus = {
  fetchedAt: Date.now(),
  status: {
    status: { indicator: 'critical', description: `\u202E<h1>${'Everything is down '.repeat(15)}` },
    components: Array.from({ length: 60 }, (_, index) => ({
      name: `<b>Component</b> ${index} ${'long'.repeat(60)}`,
      status: 'major_outage' as const,
    })),
    incidents: Array.from({ length: 30 }, (_, index) => ({
      name: `Incident${index}${'x'.repeat(280)}`,
      shortlink: index % 2 ? 'https://stspg.io/abc' : null,
    })),
  },
};

const snapshot = (sessions: Session[]) => ({ sessions, fetchedAt: Date.now() });
const clientId = 'bb9e5b2f1ab480e4a715977b7b1b4279';
const settings = { clientId };

const organizations = [
  { id: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853', name: 'Acme' },
  { id: '5f0e7a31-1111-4c22-9d33-0123456789ab', name: 'Acme, for trying things out' },
];
const agent = {
  accountId: '496a94f2-cbbf-444e-a3cb-305b9f5f8cbb',
  organizationId: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853',
};

const hostileAgent = {
  ...agent,
  name: `\u202E<b>tnegA adA</b>\u200b${'\u0335'.repeat(60)} ${'A'.repeat(180)}`,
  email: 'ada@example.com',
};
const hostileOrganizations = [{ id: agent.organizationId, name: '\u202Eemca <i>עברית</i> 🎉' }];

const ending = (sessionId: string, more: Partial<Ending>): Ending => ({
  sessionId,
  of: 'one',
  current: false,
  state: 'waiting',
  dueAt: Date.now() + 5_000,
  ...more,
});

/** Signed in, with these sessions in the list. */
const listed = (sessions: Session[], more: Stored = {}): Stored => ({
  settings,
  serviceStatus: fine,
  connection: signedIn(sessions.length),
  snapshot: snapshot(sessions),
  agent,
  ...more,
});

const chat = (id: string, more: Partial<ListedChat>): ListedChat => ({
  id,
  threadId: `${id}T`,
  customer: '',
  isUnread: false,
  ...more,
});

const fiveChats: ListedChat[] = [
  chat('C1', {
    customer: 'Kenji Watanabe',
    isUnread: true,
    newest: { kind: 'message', text: 'Is anybody there?', author: 'customer', name: 'Kenji Watanabe' },
    at: Date.now() - 20_000,
  }),
  chat('C2', {
    customer: 'Maria Fernanda Gonzalez de la Cruz y Hernandez',
    isUnread: true,
    newest: { kind: 'file', text: '', author: 'customer', name: 'Maria Fernanda Gonzalez de la Cruz' },
    at: Date.now() - 3 * minute,
  }),
  chat('C3', {
    customer: 'Ola Nordmann',
    newest: {
      kind: 'message',
      text: 'I have looked it up: your parcel left our warehouse this morning, and should arrive tomorrow.',
      author: 'me',
      name: 'Ada Agent',
    },
    at: Date.now() - 4 * minute,
  }),
  chat('C4', {
    newest: { kind: 'message', text: 'One moment, please.', author: 'agent', name: 'Grace' },
    at: Date.now() - 12 * minute,
  }),
  chat('C5', { customer: 'עדה לאבלייס', at: Date.now() - 2 * hour }),
];

const hostileChats: ListedChat[] = [
  chat('', {
    customer: '\u202E<img src=x onerror=alert(1)>',
    isUnread: true,
    newest: { kind: 'message', text: `<b>${'word '.repeat(60)}</b>`, author: 'customer', name: '\u202Eada' },
    at: Date.now() + hour,
  }),
  chat('', {
    customer: 'Endless'.repeat(14),
    newest: { kind: 'message', text: 'x'.repeat(200), author: 'agent', name: 'y'.repeat(100) },
    at: 0,
  }),
  chat('marks', {
    customer: `Z${'\u0335\u0321\u0327'.repeat(30)}algo`,
    newest: { kind: 'filled_form', text: '\u200b', author: 'unknown', name: '\u200b' },
  }),
];

const hundredChats: ListedChat[] = Array.from({ length: 100 }, (_, index) =>
  chat(`H${index}`, { ...fiveChats[index < 12 ? 0 : 2 + (index % 3)], id: `H${index}` }),
);

/** Makes the state of chats: these are the agent's. */
const chatsOf = (chats: ListedChat[], more: Partial<ChatsSummary> = {}, age = 12_000): ChatsConnection => ({
  known: {
    summary: {
      mine: chats.length,
      unread: chats.filter(({ isUnread }) => isUnread).length,
      supervised: 0,
      queued: 0,
      unassigned: 0,
      others: 0,
      active: chats.length,
      ...more,
    },
    fetchedAt: Date.now() - age,
  },
});

/** Signed in, with three sessions and these chats. */
const chatting = (chats: ListedChat[], summary: Partial<ChatsSummary> = {}, more: Stored = {}): Stored =>
  listed(three, {
    settings: { ...settings, chats: true },
    agent: { ...agent, name: 'Ada Agent' },
    lastTab: 'chats',
    chats: chatsOf(chats, summary),
    chatList: { chats, fetchedAt: Date.now() - 12_000 },
    ...more,
  });

/** As many waiting as fill the line. */
const queue = (): Partial<ChatsSummary> => ({
  queued: 3,
  unassigned: 2,
  waitingSince: Date.now() - 9 * minute,
});

/** Old chats, for this trouble. */
const troubledChats = (code: Trouble['code'], more: Stored = {}): Stored =>
  chatting(fiveChats, queue(), {
    chats: { ...chatsOf(fiveChats, queue(), 5 * minute), trouble: trouble(code) },
    chatList: { chats: fiveChats, fetchedAt: Date.now() - 5 * minute },
    ...more,
  });

/** Signed in, wants chats, and LiveChat was not asked for them, or refused. */
const withoutChats = (more: Stored = {}): Stored => {
  const { chats: _, chatList: __, ...others } = chatting([]);
  return { ...others, ...more };
};

/** Stores another list while the pointer is over the one that is shown. */
const changeUnderPointer = async (page: Page): Promise<void> => {
  await page.hover('.chat:nth-child(2) a');
  await page.evaluate(async () => {
    const { chatList } = await chrome.storage.session.get('chatList');
    const { chats, fetchedAt } = chatList as NonNullable<Stored['chatList']>;
    const [first, ...others] = chats;
    await chrome.storage.session.set({
      chatList: {
        fetchedAt,
        chats: [{ ...first, id: 'new', customer: 'Somebody new' }, ...others],
      },
    });
  });
  await page.waitForSelector('#apply-updates');
};

/** The button that opens the details of the first session elsewhere. */
const detailsButton = '.group:last-child .more > .button';

/** Opens them, and shows them whole. */
const openDetails = async (page: Page): Promise<void> => {
  await page.click(detailsButton);
  await page.$eval('.details', (details) => details.scrollIntoView({ block: 'center' }));
};

/** Presses or types what comes before the picture, by the state's name. */
export const popupActions: Record<string, (page: Page) => Promise<void>> = {
  'sign-out-choices': (page) => page.click('#sign-out'),
  'sign-out-everywhere': async (page) => {
    await page.click('#sign-out');
    await page.click('#sign-out-everywhere');
  },
  'sign-out-refused': (page) => page.click('#sign-out'),
  'sign-out-unknown': (page) => page.click('#sign-out'),
  'end-current': (page) => page.click('#ask-end-current'),
  'end-others': (page) => page.click('#end-others'),
  details: openDetails,
  'details-before': openDetails,
  'details-hostile': openDetails,
  'incidents-3-open': (page) => page.click('#incidents'),
  'twins-open': (page) => page.click('.twins > .device > .button'),
  'end-twins': (page) => page.click('.twins > .button'),
  'end-found': async (page) => {
    await page.type('#search', 'safari');
    await page.click('#end-found');
  },
  'search-hits': (page) => page.type('#search', 'firefox 192.0.2.4'),
  'search-none': (page) => page.type('#search', 'Opera'),
  'chats-off': (page) => page.click('#tab-chats'),
  'chats-updates': changeUnderPointer,
  'chats-pause': (page) => page.click('#pause'),
  'chats-while-asked': (page) => page.click('#tab-chats'),
};

/** Lists what is stored in each state of the popup, by the state's name. */
export const popupStates: Record<string, () => Stored> = {
  'not-configured': () => ({ settings: {}, serviceStatus: fine }),
  'signed-out': () => ({ settings, serviceStatus: fine }),
  'signed-out-failed': () => ({
    settings,
    serviceStatus: fine,
    signInFailure: { error: 'login_window_closed' },
  }),
  'signed-out-organizations': () => ({
    settings: { ...settings, organizations, organizationId: agent.organizationId },
    serviceStatus: fine,
  }),
  'signed-out-status-loading': () => ({ settings }),
  'signed-out-status-unknown': () => ({ settings, serviceStatus: { fetchedAt: Date.now(), status: null } }),
  'signed-out-incident': () => ({ settings, serviceStatus: troubled }),
  'signed-out-hostile-status': () => ({ settings, serviceStatus: hostileStatus }),
  'signing-in': () => ({
    settings,
    serviceStatus: fine,
    signIn: { authorizeTabId: 1 },
  }),
  loading: () => ({
    settings,
    serviceStatus: fine,
    connection: { status: 'signedIn', signInId: Date.now() },
  }),
  'loading-slow': () => ({
    settings,
    serviceStatus: fine,
    connection: { status: 'signedIn', signInId: Date.now() - minute },
  }),
  'fresh-0': () => ({ settings, serviceStatus: fine, connection: signedIn(0), snapshot: snapshot([]) }),
  'fresh-1': () => ({
    settings,
    serviceStatus: fine,
    connection: signedIn(1),
    snapshot: snapshot(three.slice(2)),
  }),
  'fresh-3': () =>
    listed(three, { agent: { ...agent, name: 'Ada Agent' }, settings: { ...settings, organizations } }),
  new: () => listed(withNew, { alert: { count: 1, newest: 'Firefox on macOS' } }),
  before: () => listed(before),
  named: () => listed(three.map((each, index) => (index === 1 ? { ...each, name: 'Shop computer' } : each))),
  details: () => listed(three.map((each) => ({ ...each, name: 'Shop computer' }))),
  'details-before': () => listed(before),
  'details-hostile': () =>
    listed(hostile.map((each) => ({ ...each, name: '\u202E<b>Shop</b> \u200bcomputer' }))),
  ending: () => listed(three, { endings: [ending('a', {})] }),
  'ending-held': () =>
    listed(three, { endings: [ending('a', { heldWith: 7_000, dueAt: Date.now() + 15_000 })] }),
  'ending-stranger': () => listed(withNew, { endings: [ending('new', { isStranger: true })] }),
  'ended-one': () =>
    listed(three, { endings: [ending('x', { state: 'ended', isStranger: true, dueAt: Date.now() })] }),
  'ending-failed': () =>
    listed(three, {
      endings: [
        ending('a', { state: 'server_error', dueAt: Date.now() }),
        ending('b', { state: 'insufficient_scope', dueAt: Date.now() }),
      ],
    }),
  'ended-partly': () =>
    listed(three, {
      endings: [
        ending('x', { of: 'others', state: 'ended', dueAt: Date.now() }),
        ending('a', { of: 'others', state: 'server_error', dueAt: Date.now() }),
      ],
    }),
  'end-current': () => listed(three),
  'end-others': () => listed(three),
  'sign-out-choices': () => listed(three),
  'sign-out-everywhere': () => listed(three),
  'sign-out-refused': () => ({
    settings,
    serviceStatus: fine,
    connection: { status: 'refused', reason: 'revoked' },
  }),
  'sign-out-unknown': () => ({
    settings,
    serviceStatus: fine,
    connection: { status: 'signedIn', signInId: Date.now() },
  }),
  twins: () => listed(twins),
  'twins-open': () => listed(twins),
  'end-twins': () => listed(twins),
  'search-12': () => listed(twelve),
  'search-hits': () => listed(twelve),
  'search-none': () => listed(twelve),
  'end-found': () => listed(twelve),
  'fresh-120': () => ({
    settings,
    serviceStatus: fine,
    connection: signedIn(120),
    ...snapshotOf(many, Date.now()),
  }),
  'fresh-unlisted': () => ({
    ...listed(three, { connection: signedIn(4_203) }),
    snapshot: { ...snapshot(three), unlisted: 4_200 },
  }),
  'ended-but-unlisted': () => ({
    ...listed(three.slice(2), {
      connection: signedIn(4_201),
      endings: [
        ending('x', { of: 'all', state: 'ended', dueAt: Date.now() }),
        ending('c', { of: 'all', current: true, state: 'unlisted', dueAt: Date.now() }),
      ],
    }),
    snapshot: { ...snapshot(three.slice(2)), unlisted: 4_200 },
  }),
  'fresh-120-incident': () => ({
    settings,
    serviceStatus: troubled,
    connection: signedIn(120),
    ...snapshotOf(many, Date.now()),
  }),
  'incidents-3': () => listed(twelve, { serviceStatus: threeIncidents }),
  'incidents-3-open': () => listed(twelve, { serviceStatus: threeIncidents }),
  'fresh-hostile': () => ({
    settings,
    serviceStatus: hostileStatus,
    connection: signedIn(5),
    snapshot: snapshot(hostile),
    agent: hostileAgent,
  }),
  'fresh-hostile-list': () => ({
    settings: { ...settings, organizations: hostileOrganizations },
    serviceStatus: fine,
    connection: signedIn(5),
    snapshot: snapshot(hostile),
    agent: { ...agent, name: '\u200b\u202E', email: '\u2066ada@example.com' },
  }),
  'stale-paused': () => ({
    settings,
    serviceStatus: fine,
    connection: signedIn(3, {}, 25 * minute),
    snapshot: snapshot(three),
  }),
  ...Object.fromEntries(
    liveChatErrorCodes
      .filter((code) => code !== 'insufficient_scope' && code !== 'grant_refused')
      .map((code) => [
        `stale-${code}`,
        () => ({
          settings,
          serviceStatus:
            code === 'offline' || code === 'not_allowed' ? { fetchedAt: Date.now(), status: null } : fine,
          connection: signedIn(3, { trouble: trouble(code) }, 5 * minute),
          snapshot: snapshot(three),
        }),
      ]),
  ),
  'stale-reported': () =>
    listed(three, {
      serviceStatus: troubled,
      connection: signedIn(3, { trouble: trouble('server_error') }, 5 * minute),
    }),
  'stale-token-ended': () =>
    listed(three, {
      connection: signedIn(3, { trouble: { ...trouble('server_error'), signInHelps: true } }, 20 * minute),
    }),
  'stale-account-suspended': () => listed(three, { connection: suspended() }),
  'stale-signing-in': () => listed(three, { connection: suspended(), signIn: { authorizeTabId: 1 } }),
  'fresh-odd': () =>
    listed([
      session('', { user_agent: agents.firefox }),
      session('', {}),
      session('c', { user_agent: agents.chrome }),
    ]),
  'stale-after-restart': () => ({
    settings,
    serviceStatus: fine,
    connection: signedIn(3, { trouble: trouble('offline') }, 5 * minute),
  }),
  'stale-unknown': () => ({
    settings,
    serviceStatus: fine,
    connection: { status: 'signedIn', signInId: Date.now(), trouble: trouble('offline') },
  }),
  ...Object.fromEntries(
    (['expired', 'revoked', 'renewal_lost'] as const).map((reason) => [
      `refused-${reason}`,
      () => ({ settings, serviceStatus: fine, connection: { status: 'refused', reason } }),
    ]),
  ),
  'scope-missing': () => ({
    settings,
    serviceStatus: fine,
    connection: signedIn(3, { trouble: trouble('insufficient_scope') }),
  }),
  'chats-off': () => listed(three),
  'chats-forbidden': () => listed(three, { lastPolicy: { chats: false } }),
  'chats-not-asked': () => withoutChats(),
  'chats-asking': () => withoutChats({ signIn: { authorizeTabId: 1, withChats: true } }),
  'chats-refused': () =>
    withoutChats({ chatsRefusal: { error: 'invalid_scope', said: 'invalid_scope', clientId } }),
  'chats-denied': () => withoutChats({ chatsRefusal: { error: 'access_denied', clientId } }),
  'chats-window-closed': () => withoutChats({ chatsRefusal: { error: 'login_window_closed', clientId } }),
  'chats-scope-missing': () => troubledChats('insufficient_scope'),
  'chats-loading': () =>
    withoutChats({ chats: {}, connection: { ...signedIn(3), signInId: Date.now() } as Connection }),
  'chats-loading-slow': () => withoutChats({ chats: {} }),
  'chats-5': () => chatting(fiveChats, queue()),
  'chats-2': () => chatting(fiveChats.slice(2, 4)),
  'chats-hidden': () =>
    chatting(fiveChats, queue(), { settings: { ...settings, chats: true, hideNames: true } }),
  'chats-0': () => chatting([]),
  'chats-0-waiting': () => chatting([], queue()),
  'chats-0-of-some': () => chatting([], { active: 300, isAtLeast: true }),
  'chats-numbers-only': () => {
    const { chatList: _, ...others } = chatting(fiveChats, queue());
    return others;
  },
  'chats-100': () => chatting(hundredChats, queue()),
  'chats-300': () => chatting(hundredChats, { ...queue(), mine: 300, unread: 12, isAtLeast: true }),
  'chats-hostile': () => chatting(hostileChats, queue()),
  'chats-updates': () => chatting(fiveChats, queue()),
  'chats-pause': () =>
    chatting(fiveChats, queue(), { settings: { ...settings, chats: true, notifyAssigned: true } }),
  'chats-paused': () =>
    chatting(fiveChats, queue(), {
      settings: { ...settings, chats: true, notifyAssigned: true },
      quietUntil: Date.now() + hour,
    }),
  'sessions-paused': () =>
    listed(three, { settings: { ...settings, notifications: true }, quietUntil: Date.now() + hour }),
  'chats-new-session': () =>
    chatting(fiveChats, queue(), {
      connection: signedIn(4),
      snapshot: snapshot(withNew),
      alert: { count: 1, newest: 'Firefox on macOS' },
    }),
  'chats-new-session-seen': () =>
    chatting(fiveChats, queue(), { connection: signedIn(4), snapshot: snapshot(withNew) }),
  'chats-while-asked': () =>
    chatting(fiveChats, queue(), {
      connection: signedIn(4),
      snapshot: snapshot(withNew),
      alert: { count: 1, newest: 'Firefox on macOS' },
    }),
  'chats-stale-offline': () => troubledChats('offline'),
  'chats-stale-not_allowed': () => {
    const { chatList: _, ...others } = troubledChats('not_allowed');
    return others;
  },
  'chats-stale-access_denied': () => troubledChats('access_denied'),
  'chats-stale-rate_limited': () => troubledChats('rate_limited', { lastTab: 'chats' }),
  'chats-stale-in-sessions': () => troubledChats('server_error', { lastTab: 'sessions' }),
  'chats-stale-unknown': () => withoutChats({ chats: { trouble: trouble('offline') } }),
  'chats-beside-scope-missing': () =>
    chatting(fiveChats, queue(), {
      connection: signedIn(3, { trouble: trouble('insufficient_scope') }),
    }),
};

const summary = {
  mine: 4,
  unread: 1,
  supervised: 0,
  queued: 2,
  unassigned: 0,
  others: 3,
  active: 9,
};

/** Lists how far an agent may be who wants to see their chats, as settings and welcome page tell it. */
export const chatsSteps = {
  asked: () => wantingChats({ signIn: { authorizeTabId: 1, withChats: true } }),
  'not-asked': () => wantingChats({}),
  denied: () => wantingChats({ chatsRefusal: { error: 'access_denied', clientId } }),
  'scope-missing': () => wantingChats({ chats: { trouble: trouble('insufficient_scope') } }),
  trouble: () => wantingChats({ chats: { trouble: trouble('access_denied') } }),
  on: () => wantingChats({ chats: { known: { summary, fetchedAt: Date.now() - 12_000 } } }),
} satisfies Record<string, () => Stored>;

function wantingChats(more: Stored): Stored {
  const notices = { notifyAssigned: true, notifyUnreadSeconds: 60 } as const;
  return { ...popupStates['fresh-3']?.(), settings: { ...settings, chats: true, ...notices }, ...more };
}

/**
 * Lists what is stored in each state of the welcome page: before anything, with a client ID, while signing in, when
 * something went wrong, at the end.
 */
export const welcomeStates: Record<string, () => Stored> = {
  empty: () => ({}),
  ready: () => ({ settings }),
  'signing-in': () => ({ settings, signIn: { authorizeTabId: 1 } }),
  failed: () => ({ settings, signInFailure: { error: 'redirect_uri_not_set' } }),
  stale: () => ({ ...popupStates['stale-server_error']?.() }),
  refused: () => ({ ...popupStates['refused-revoked']?.() }),
  'scope-missing': () => ({ ...popupStates['scope-missing']?.() }),
  done: () => ({ ...popupStates['fresh-3']?.() }),
  'chats-asked': chatsSteps.asked,
  'chats-scope-missing': chatsSteps['scope-missing'],
  'chats-trouble': chatsSteps.trouble,
  'chats-on': chatsSteps.on,
};

/** Makes the diagnostics of a bad day. */
export const diagnostics = (): Diagnostic[] => {
  const lines: Omit<Diagnostic, 'at'>[] = [
    { what: 'sign-in', outcome: 'begun' },
    { what: 'sign-in', outcome: 'login_window_closed' },
    { what: 'sign-in', outcome: 'ok' },
    { what: 'sessions', outcome: 'ok' },
    { what: 'sessions', outcome: 'server_error', requestId: '6f1d7c1e-93b2-4b43-9c5f-0a7f6f2d7a11' },
    { what: 'renewal', outcome: 'ok' },
    { what: 'alert', outcome: 'seen' },
    { what: 'storage', outcome: 'migrated' },
  ];
  return lines.map((line, index) => ({ ...line, at: Date.now() - (lines.length - index) * 7 * minute }));
};

/** Presses what comes before the picture of a phase, by its name. */
export const authorizeActions: Record<string, (page: Page) => Promise<void>> = {
  'failed-showed-error': (page) => page.click('#showed-error'),
};

/** Lists every phase of the authorize window, by name. */
export const authorizePhases: Record<string, Phase & { addsChats?: true }> = {
  'chats-waiting': { name: 'waiting', addsChats: true },
  'chats-refused': { name: 'failed', error: 'invalid_scope', addsChats: true },
  'chats-closed': { name: 'failed', error: 'login_window_closed', addsChats: true },
  'failed-with-chats': { name: 'failed', error: 'invalid_scope', withChats: true },
  preparing: { name: 'preparing' },
  waiting: { name: 'waiting' },
  checking: { name: 'checking' },
  finishing: { name: 'finishing' },
  done: { name: 'done' },
  ...Object.fromEntries(
    [...signInErrorCodes, 'internal' as const].map((error) => [`failed-${error}`, { name: 'failed', error }]),
  ),
  'failed-code_refused-said': { name: 'failed', error: 'code_refused', said: 'invalid_grant' },
  'failed-showed-error': { name: 'failed', error: 'login_window_closed' },
  'failed-app-type': { name: 'failed', error: 'code_refused', said: 'invalid_client' },
};

/**
 * Tells whether the documentation has a picture of a state: one of each kind, none of those that only try the layout;
 * new states come by themselves.
 */
export const isInDocs = (name: string): boolean =>
  !/hostile|incident-|120-|wrong|zoomed|import|^toolbar-/.test(name) &&
  (!name.startsWith('authorize-failed-') || /login_window_closed|showed-error|access_denied/.test(name));
