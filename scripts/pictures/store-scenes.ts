import { badgeColors } from '../../src/state/badge-colors.ts';
import { undoTime } from '../../src/state/endings.ts';
import { snapshotOf } from '../../src/state/snapshot.ts';
import type { ListedSession, Stored } from '../../src/state/store/background-store.ts';

/** Describes a picture for the stores: what it says, and what popup and badge show on it. */
export type StoreScene = {
  name: string;
  theme: 'light' | 'dark';
  title: string;
  sentence: string;
  badge: { text: string; color: string; textColor: string };
  stored(): Stored;
};

const minute = 60_000;
const hour = 60 * minute;

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1';
const firefox = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0';
const edge = `${chrome} Edg/142.0.0.0`;

/** Makes a session of the agent in the pictures; addresses are those that are kept for documentation (RFC 5737). */
const session = (session_id: string, more: Partial<ListedSession>): ListedSession => ({
  session_id,
  current: false,
  user_agent: chrome,
  identity_source: 'credentials',
  ip: '203.0.113.7',
  applications: [{ name: 'LiveChat' }],
  network: 'same',
  ...more,
});

const { network: _, ...here } = session('here', { current: true, identity_source: 'google' });

const own: ListedSession[] = [
  here,
  session('shop', {
    name: 'Shop computer',
    user_agent: edge,
    ip: '198.51.100.23',
    network: 'other',
    arrivedAt: Date.now() - 5 * hour,
  }),
  session('phone', {
    user_agent: safari,
    identity_source: 'apple',
    arrivedAt: Date.now() - 2 * hour,
  }),
];

const stranger = session('stranger', {
  user_agent: firefox,
  ip: '192.0.2.44',
  network: 'other',
  isNew: true,
  arrivedAt: Date.now() - 2 * minute,
});

const listed = (sessions: ListedSession[], more: Stored = {}): Stored => ({
  settings: { clientId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' },
  agent: { accountId: 'account', organizationId: 'organization', name: 'Ada Agent' },
  serviceStatus: {
    fetchedAt: Date.now(),
    status: {
      status: { indicator: 'none', description: 'All Systems Operational' },
      components: [],
      incidents: [],
    },
  },
  connection: {
    status: 'signedIn',
    signInId: Date.now() - hour,
    known: { count: sessions.length, fetchedAt: Date.now() - 12_000 },
  },
  ...snapshotOf(sessions, Date.now() - 12_000),
  ...more,
});

/** Lists the pictures for the stores, in the order in which they tell of the extension. */
export const storeScenes: readonly StoreScene[] = [
  {
    name: 'badge',
    theme: 'light',
    title: 'Left LiveChat open on the shop’s computer?',
    sentence: 'The badge counts the devices and browsers where your LiveChat account is signed in.',
    badge: { text: '3', ...badgeColors.count },
    stored: () => listed(own),
  },
  {
    name: 'new-session',
    theme: 'light',
    title: 'Somebody signs in? You see it.',
    sentence: 'A new session changes the badge, and stays marked until you say that it was you.',
    badge: { text: '4!', ...badgeColors.alert },
    stored: () => listed([stranger, ...own], { alert: { count: 1, newest: 'Firefox on macOS' } }),
  },
  {
    name: 'undo',
    theme: 'light',
    title: 'Not you? End it from here.',
    sentence: 'One click signs that device out. You have ten seconds to change your mind.',
    badge: { text: '4', ...badgeColors.count },
    stored: () =>
      listed([stranger, ...own], {
        endings: [
          {
            sessionId: 'stranger',
            of: 'one',
            current: false,
            isStranger: true,
            state: 'waiting',
            dueAt: Date.now() + undoTime,
          },
        ],
      }),
  },
  {
    name: 'dark',
    theme: 'dark',
    title: 'At home in your toolbar.',
    sentence: 'Light or dark, by mouse or by keyboard. It talks to LiveChat, and to nobody else.',
    badge: { text: '3', ...badgeColors.count },
    stored: () => listed(own),
  },
];
