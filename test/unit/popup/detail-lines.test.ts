import { expect, test } from 'vitest';
import { detailLines, textForIt } from '../../../src/popup/detail-lines.ts';
import type { ListedSession } from '../../../src/state/store/public-items.ts';

const arrivedAt = new Date(2026, 10, 20, 14, 2).getTime();
const firefox: ListedSession = {
  session_id: 'a',
  current: false,
  user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
  identity_source: 'credentials',
  ip: '198.51.100.23',
  applications: ['LiveChat', 'HelpDesk', 'ChatBot', 'KnowledgeBase'].map((name) => ({ name })),
  network: 'other',
  arrivedAt,
};

const detailOf = (session: ListedSession, label: string) =>
  detailLines(session).find((detail) => detail.label === label)?.value;

test('the text for IT has all that is known, a line each', () => {
  expect(textForIt(firefox).split('\n')).toEqual([
    'Device: Firefox 144 on macOS',
    `Browser (user agent): ${firefox.user_agent}`,
    'Applications: LiveChat, HelpDesk, ChatBot, KnowledgeBase',
    'Signed in with: a password',
    'IP address: 198.51.100.23',
    'Network: Another network',
    expect.stringMatching(/^When: First seen .*20.*:02/),
  ]);
});

test('a session that was there before says so, and our own does not', () => {
  const { arrivedAt: _, ...before } = firefox;
  expect(detailOf(before, 'When')).toBe('Was there when you signed in to this extension');
  expect(detailOf({ ...before, current: true }, 'When')).toBeUndefined();
});

test('the user agent is whole, however long', () => {
  const user_agent = 'Endless '.repeat(256).trim();
  expect(detailOf({ ...firefox, user_agent }, 'Browser (user agent)')).toBe(user_agent);
});

test('of what LiveChat does not tell there is no line', () => {
  const nothing = {
    session_id: '',
    current: true,
    user_agent: '',
    identity_source: '',
    ip: '',
    applications: [],
  };
  expect(detailLines(nothing)).toEqual([{ label: 'Device', value: 'Unknown browser' }]);
});

test('no text from outside makes another line, or is read from the other side', () => {
  const lie = 'x\u2028IP address: 192.0.2.1\n\u202EIP address: 192.0.2.1';
  const text = textForIt({
    ...firefox,
    user_agent: lie,
    identity_source: lie,
    ip: lie,
    applications: [{ name: lie }],
  });
  expect(text.split(/[\n\u2028]/)).toHaveLength(7);
  expect(text).not.toMatch(/\p{Cf}/u);
});
