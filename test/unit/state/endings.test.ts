import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liveChatErrorCodes } from '../../../src/livechat/error.ts';
import {
  afterAnswer,
  type Ending,
  holdTime,
  isOpen,
  longestHold,
  nextEnding,
  undoTime,
  withEndings,
  withHeld,
  withoutWaiting,
  withReleased,
} from '../../../src/state/endings.ts';
import { endingsResult, endingsToShow, failureOf } from '../../../src/state/endings-result.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const ending = (sessionId: string, more: Partial<Ending> = {}): Ending => ({
  sessionId,
  of: 'one',
  current: false,
  state: 'waiting',
  dueAt: now,
  ...more,
});
const nobody = new Set<string>();

describe('nextEnding', () => {
  test('waits until an ending can no longer be undone', () => {
    const endings = [ending('a', { dueAt: now + undoTime })];
    expect(nextEnding(endings, nobody, now + undoTime - 1)).toBeUndefined();
    expect(nextEnding(endings, nobody, now + undoTime)?.sessionId).toBe('a');
  });

  test('does not wait a day because the clock was set back', () => {
    expect(nextEnding([ending('a', { dueAt: now + 24 * 60 * 60_000 })], nobody, now)).toBeDefined();
  });

  test('sends again what an earlier service worker had sent, not what this one has', () => {
    const endings = [ending('a', { state: 'sent' })];
    expect(nextEnding(endings, nobody, now)?.sessionId).toBe('a');
    expect(nextEnding(endings, new Set(['a']), now)).toBeUndefined();
  });

  test('ends our own session when no other is left or under way', () => {
    const own = ending('own', { of: 'all', current: true });
    const other = ending('other', { of: 'all' });
    expect(nextEnding([own, other], nobody, now)).toBe(other);
    expect(nextEnding([own, other], new Set(['other']), now)).toBeUndefined();
    expect(nextEnding([own, ending('later', { dueAt: now + undoTime })], nobody, now)).toBeUndefined();
    expect(nextEnding([own, ending('over', { state: 'server_error' })], nobody, now)).toBe(own);
    expect(nextEnding([own], nobody, now)).toBe(own);
  });
});

describe('an ending at whose "Undo" the agent is', () => {
  const begun = [ending('a', { dueAt: now + undoTime }), ending('b', { dueAt: now + undoTime })];
  const held = withHeld(begun, 'a', now + 4_000);
  const dueIn = (endings: readonly Ending[], at: number) =>
    endings.map(({ dueAt, state }) => (state === 'waiting' ? dueAt - at : state));

  test('stands still, and then goes on with the time that was left', () => {
    expect(dueIn(held, now + 4_000)).toEqual([holdTime, 6_000]);
    expect(dueIn(withReleased(held, 'a', now + 9_000), now + 9_000)).toEqual([6_000, 1_000]);
    expect(withReleased(held, 'a', now + 9_000)[0]).not.toHaveProperty('heldWith');
  });

  test('stands still for as long as they are there, and no longer than a popup without a word', () => {
    const again = withHeld(held, 'a', now + 12_000);
    expect(dueIn(again, now + 12_000)[0]).toBe(holdTime);
    expect(dueIn(withReleased(again, 'a', now + 20_000), now + 20_000)[0]).toBe(6_000);
    expect(nextEnding([again[0] as Ending], nobody, now + 12_000 + holdTime)?.sessionId).toBe('a');
  });

  describe('for longer than two minutes', () => {
    /** Holds it every five seconds for a time. */
    const heldFor = (milliseconds: number) => {
      let endings = held;
      for (let at = 5_000; at <= milliseconds; at += 5_000)
        endings = withHeld(endings, 'a', now + 4_000 + at);
      return endings;
    };
    const over = now + 4_000 + longestHold;

    test('goes on with the time that was left, and is never shortened', () => {
      for (let at = 0; at <= longestHold + 30_000; at += 5_000) {
        const expected =
          at < longestHold ? Math.min(holdTime, longestHold + 6_000 - at) : longestHold + 6_000 - at;
        expect(dueIn(heldFor(at), now + 4_000 + at)[0]).toBe(expected);
      }
      expect(nextEnding([heldFor(longestHold)[0] as Ending], nobody, over + 6_000)?.sessionId).toBe('a');
    });

    test('gets no time back at its release, and stands still no more', () => {
      const released = withReleased(heldFor(longestHold), 'a', over + 4_000);
      expect(dueIn(released, over + 4_000)[0]).toBe(2_000);
      expect(withHeld(released, 'a', over + 4_000)).toEqual(released);
    });

    test('counts the time since the first hold, however often it goes on meanwhile', () => {
      const released = withReleased(heldFor(115_000), 'a', now + 120_000);
      const again = withHeld(released, 'a', now + 121_000);
      expect(again[0]).toMatchObject({ heldWith: 5_000, dueAt: over + 5_000 });
    });
  });

  test('is not due because the clock has stepped back by a second', () => {
    expect(nextEnding([held[0] as Ending], nobody, now + 3_000)).toBeUndefined();
  });

  test('goes on where nothing held it, where several are ended, and where its request is on its way', () => {
    expect(withReleased(begun, 'a', now)).toEqual(begun);
    for (const other of [ending('a', { of: 'several' }), ending('a', { state: 'sent' })])
      expect(withHeld([other], 'a', now)).toEqual([other]);
  });

  test('goes on with the end of our own session, which comes after it', () => {
    const all = withEndings(held, [ending('own', { current: true, dueAt: now + 5_000 })]);
    expect(dueIn(all, now + 5_000)).toEqual([0, 0, 0]);
    expect(withHeld(all, 'a', now + 5_000)).toEqual(all);
  });

  test('is due where the clock was set back by more than anybody holds it', () => {
    expect(nextEnding(held, nobody, now - 60_000)?.sessionId).toBe('a');
  });
});

test('an ending can be undone until its request is on its way', () => {
  expect(withoutWaiting([ending('a')], 'a')).toEqual([]);
  const sent = [ending('a', { state: 'sent' })];
  expect(withoutWaiting(sent, 'a')).toEqual(sent);
  const all = [ending('a', { of: 'all' })];
  expect(withoutWaiting(all, 'a')).toEqual(all);
});

test('further endings take the place of waiting ones, and what is over is forgotten', () => {
  const endings = [ending('a'), ending('b', { state: 'sent' }), ending('c', { state: 'server_error' })];
  const added = ['a', 'b', 'c', 'd'].map((id) => ending(id, { of: 'others' }));
  expect(withEndings(endings, added).map(({ sessionId, of }) => `${sessionId} ${of}`)).toEqual([
    'b one',
    'a others',
    'c others',
    'd others',
  ]);
});

test('that an ending is of a stranger’s session is kept, when it is over, too, and when another takes its place', () => {
  const endings = [
    ending('a', { isStranger: true }),
    ending('b', { isStranger: true, of: 'several', state: 'ended' }),
    ending('c', { isStranger: true, state: 'server_error' }),
    ending('d', { state: 'ended' }),
  ];
  const added = ['a', 'c', 'e'].map((id) => ending(id, { of: 'others' }));
  const all = withEndings(endings, added);
  expect(all).toEqual([
    ending('b', { isStranger: true, state: 'ended' }),
    ending('a', { isStranger: true, of: 'others' }),
    ending('c', { isStranger: true, of: 'others' }),
    ending('e', { of: 'others' }),
  ]);
  expect(endingsResult(all.map((each) => ({ ...each, state: 'ended' })))).toEqual({ total: 3, ended: 3 });
});

test('what is over is never due, and what is due in the farthest moment is not due yet', () => {
  expect(nextEnding([ending('a', { state: 'server_error' })], nobody, now)).toBeUndefined();
  expect(nextEnding([ending('a', { dueAt: now + undoTime })], nobody, now)).toBeUndefined();
});

test('further endings keep a waiting one that they do not name', () => {
  expect(withEndings([ending('a')], [ending('b')]).map(({ sessionId }) => sessionId)).toEqual(['a', 'b']);
  expect(withEndings(undefined, [ending('b')])).toHaveLength(1);
});

test('with our own session, all that is to come before it is due', () => {
  const later = ending('a', { dueAt: now + undoTime });
  const own = ending('own', { current: true });
  expect(withEndings([later], [own]).map(({ dueAt }) => dueAt)).toEqual([now, now]);
  expect(withEndings([own], [later]).map(({ dueAt }) => dueAt)).toEqual([now, now]);
});

describe('after an answer to one of several', () => {
  const all = [
    ending('a', { of: 'all', state: 'sent' }),
    ending('b', { of: 'all' }),
    ending('own', { of: 'all', current: true }),
    ending('sent', { of: 'all', state: 'sent' }),
    ending('alone'),
    ending('of another press', { of: 'others' }),
  ];
  const states = (state: Parameters<typeof afterAnswer>[2]) =>
    afterAnswer(all, all[0] as Ending, state).map((each) => each.state);

  test.each<[Parameters<typeof afterAnswer>[2], string[]]>([
    ['ended', ['ended', 'waiting', 'waiting', 'sent', 'waiting', 'waiting']],
    ['server_error', ['server_error', 'waiting', 'server_error', 'sent', 'waiting', 'waiting']],
  ])('%s', (state, expected) => {
    expect(states(state)).toEqual(expected);
  });

  test.each(['rate_limited', 'insufficient_scope', 'unauthorized', 'offline', 'timeout'] as const)(
    '%s would meet the others of the same press, too',
    (state) => {
      expect(states(state)).toEqual([state, state, state, 'sent', 'waiting', 'waiting']);
    },
  );

  test('one that was meant alone takes no other with it', () => {
    const alone = [ending('a', { state: 'sent' }), ending('b')];
    expect(afterAnswer(alone, alone[0] as Ending, 'offline').map(({ state }) => state)).toEqual([
      'offline',
      'waiting',
    ]);
  });

  test.each(['one', 'others', 'all'] as const)('our own session stays if one of “%s” was not ended', (of) => {
    const some = [ending('a', { of, state: 'sent' }), ending('own', { of: 'all', current: true })];
    expect(afterAnswer(some, some[0] as Ending, 'server_error')[1]?.state).toBe('server_error');
    expect(afterAnswer(some, some[0] as Ending, 'ended')[1]?.state).toBe('waiting');
  });
});

test('everything comes to an end, our own session last, and the result adds up', () => {
  const outcome = fc.constantFrom('ended' as const, ...liveChatErrorCodes);
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1, maxLength: 30 }), fc.nat(29), (outcomes, own) => {
      let endings = outcomes.map((_, index) =>
        ending(String(index), { of: 'all', current: index === own % outcomes.length }),
      );
      const order: Ending[] = [];
      for (let next = nextEnding(endings, nobody, now); next; next = nextEnding(endings, nobody, now)) {
        order.push(next);
        endings = afterAnswer(endings, next, outcomes[Number(next.sessionId)] ?? 'ended');
        expect(order.length).toBeLessThanOrEqual(outcomes.length);
      }
      expect(endings.some(isOpen)).toBe(false);
      expect(order.slice(0, -1).some(({ current }) => current)).toBe(false);
      const result = endingsResult(endings);
      const ended = endings.filter(({ state }) => state === 'ended').length;
      expect(result).toMatchObject({ total: outcomes.length, ended });
      expect(result?.reason === undefined).toBe(ended === outcomes.length);
    }),
  );
});

test('a result is told when nothing is under way any more', () => {
  const over = [ending('a', { of: 'others', state: 'ended' })];
  expect(endingsResult([...over, ending('b', { of: 'others', state: 'sent' })])).toBeUndefined();
  expect(endingsResult(over)).toEqual({ total: 1, ended: 1 });
  expect(endingsResult([ending('a', { state: 'ended' })])).toBeUndefined();
  expect(endingsToShow([ending('a', { state: 'sent' })], now + 60 * 60_000)).toHaveLength(1);
});

test('what is told ends after five minutes to the millisecond, and begins with nothing', () => {
  const over = [ending('a', { of: 'others', state: 'ended', dueAt: now })];
  expect(endingsToShow(over, now + 5 * 60_000 - 1)).toEqual(over);
  expect(endingsToShow(over, now + 5 * 60_000)).toEqual([]);
  expect(endingsToShow(undefined, now)).toEqual([]);
});

test('only what LiveChat has not ended has failed', () => {
  for (const state of ['waiting', 'sent', 'ended'] as const)
    expect(failureOf(ending('a', { state }))).toBeUndefined();
  for (const state of liveChatErrorCodes) expect(failureOf(ending('a', { state }))).toBe(state);
});
