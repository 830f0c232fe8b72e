import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playChats } from '../../../scripts/start/play-chats.ts';
import { countsFor } from '../../livechat-server/agent-chat/counts.ts';
import { livelyQuarter } from '../../livechat-server/agent-chat/lively-quarter.ts';
import { createLiveChat } from '../../livechat-server/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('chats come and go at their times, again and again, until it is ended', () => {
  const liveChat = createLiveChat();
  const { email } = liveChat.addAgent();
  const began = Date.now();
  const end = playChats(liveChat, email);
  for (const round of [0, 1]) {
    for (const { at, what, shows } of livelyQuarter) {
      // A timer takes a millisecond at least.
      vi.advanceTimersByTime(began + round * 900_000 + at * 1000 + 1 - Date.now());
      expect(countsFor(liveChat, email), `round ${round + 1}: ${what}`).toEqual(shows);
    }
  }
  end();
  vi.advanceTimersByTime(900_000);
  expect(countsFor(liveChat, email).mine).toBe(0);
});
