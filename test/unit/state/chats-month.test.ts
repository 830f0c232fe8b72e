import { expect, test } from 'vitest';
import type { ChatsConnection } from '../../../src/state/chats-connection.ts';
import { chatsPaceOf } from '../../../src/state/chats-schedule.ts';
import { nextPresence, type Presence, presenceAtStart } from '../../../src/state/presence.ts';
import { requestsPerMonth } from '../../../src/state/request-log.ts';
import { choicesOf, type Settings } from '../../../src/state/settings.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const workdays = 22;

/** Lists when the agent is at the computer, in milliseconds of the day: eight hours with lunch and two breaks. */
const there = [
  { from: 9 * hour, to: 11 * hour },
  { from: 11 * hour + 10 * minute, to: 13 * hour },
  { from: 13 * hour + 30 * minute, to: 15 * hour },
  { from: 15 * hour + 10 * minute, to: 17 * hour },
];

/** Counts the requests for chats of 22 days, by the pace alone; each one tells at once whether there are chats. */
function requestsOf(settings: Settings, hasChats: boolean): number {
  const choices = choicesOf(settings);
  let count = 0;
  let chats: ChatsConnection = {};
  for (let date = 0; date < workdays; date += 1) {
    const begin = Date.parse('2026-11-02T00:00:00Z') + date * day;
    let presence: Presence | undefined;
    for (let at = begin + 9 * hour; at < begin + 18 * hour; at += 10 * second) {
      const isThere = there.some(({ from, to }) => at - begin >= from && at - begin < to);
      presence =
        presence === undefined
          ? presenceAtStart('active', at)
          : nextPresence(presence, isThere ? 'active' : 'locked', at);
      const pace = chatsPaceOf({ choices, chats, presence }, at);
      const { fetchedAt = 0, busyAt } = chats.known ?? {};
      if (pace.isPaused || at - fetchedAt < pace.interval) continue;
      count += 1;
      const summary = {
        mine: hasChats ? 2 : 0,
        unread: 0,
        supervised: 0,
        queued: 0,
        unassigned: 0,
        others: 0,
        active: 0,
      };
      const busy = hasChats ? at : busyAt;
      chats = { known: { summary, fetchedAt: at, ...(busy !== undefined && { busyAt: busy }) } };
    }
  }
  return count;
}

const estimateOf = (settings: Settings): number =>
  requestsPerMonth(undefined, choicesOf(settings), Date.now());

test.each([30, 60, 120, 300])(
  'a month with chats every %s s costs what the settings say, within a twentieth',
  (chatsIntervalSeconds) => {
    const settings = { chats: true, chatsIntervalSeconds };
    const all = estimateOf({}) + requestsOf(settings, true);
    expect(Math.abs(estimateOf(settings) / all - 1)).toBeLessThan(0.05);
  },
);

test('a month without a chat costs at most half of that', () => {
  expect(requestsOf({ chats: true }, false)).toBeLessThan(requestsOf({ chats: true }, true) / 2);
});
