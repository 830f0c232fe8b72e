import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterList,
  afterLook,
  generateSalt,
  hashOf,
  isUnseen,
  type KnownSessions,
  ofAccount,
  withConfirmed,
  withName,
} from '../../../src/state/known-sessions.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const hour = 60 * 60_000;
const day = 24 * hour;
const listOf = (...hashes: string[]) => hashes.map((hash) => ({ hash, current: hash === 'own' }));
const newIn = ({ entries }: KnownSessions) =>
  entries.filter((entry) => entry.new && entry.missingSince === undefined).map(({ hash }) => hash);
const unseenIn = ({ entries }: KnownSessions) => entries.filter(isUnseen).map(({ hash }) => hash);
const options = { salt: 'salt', signInId: 1, now, marks: true };
const later = (milliseconds: number) => ({ ...options, now: now + milliseconds });

const first = afterList(undefined, listOf('own', 'a'), options);
const second = afterList(first, listOf('own', 'a', 'b'), later(1));

test('the first list has nothing new, and says nothing of when its sessions came', () => {
  expect(first.entries).toEqual([{ hash: 'own' }, { hash: 'a' }]);
});

test('what was not there before is new, and came then', () => {
  expect(second.entries).toEqual([
    { hash: 'own' },
    { hash: 'a' },
    { hash: 'b', arrivedAt: now + 1, new: true },
  ]);
});

test('a look at the list calms, and leaves what is new to be answered', () => {
  const looked = afterLook(second, now + 1);
  expect(unseenIn(looked)).toEqual([]);
  expect(newIn(looked)).toEqual(['b']);
  const third = afterList(looked, listOf('own', 'a', 'b'), later(2));
  expect(unseenIn(third)).toEqual([]);
  expect(newIn(third)).toEqual(['b']);
});

test('nobody looks for a week, and a look later does not begin the day anew', () => {
  const aWeekLater = afterList(second, listOf('own', 'b'), later(7 * day));
  expect(unseenIn(aWeekLater)).toEqual(['b']);
  const looked = afterLook(afterLook(aWeekLater, now + 8 * day), now + 8 * day + hour);
  expect(looked.entries[1]).toMatchObject({ new: true, seenAt: now + 8 * day });
});

test('the agent’s answer, or a day without one, ends that', () => {
  expect(newIn(withConfirmed(second, 'b'))).toEqual([]);
  expect(newIn(withConfirmed(second, 'a'))).toEqual(['b']);
  const looked = afterLook(second, now + hour);
  expect(newIn(afterList(looked, listOf('own', 'b'), later(hour + day - 1)))).toEqual(['b']);
  const over = afterList(looked, listOf('own', 'b'), later(hour + day));
  expect(over.entries[1]).toEqual({ hash: 'b', arrivedAt: now + 1 });
});

describe('a session that was missing for a while', () => {
  const without = afterList(second, listOf('own'), later(2));

  test('is known meanwhile', () => {
    expect(without.entries).toEqual([
      { hash: 'own' },
      { hash: 'a', missingSince: now + 2 },
      { hash: 'b', arrivedAt: now + 1, new: true, missingSince: now + 2 },
    ]);
    expect(newIn(without)).toEqual([]);
  });

  test('is not new again', () => {
    const back = afterList(without, listOf('own', 'a'), later(hour));
    expect(back.entries.slice(0, 2)).toEqual([{ hash: 'own' }, { hash: 'a' }]);
  });

  test('is new still where the agent has not answered', () => {
    expect(newIn(afterList(without, listOf('own', 'b'), later(hour)))).toEqual(['b']);
    const looked = afterList(afterLook(without, now + 2), listOf('own', 'b'), later(hour));
    expect(unseenIn(looked)).toEqual(['b']);
  });

  test('is forgotten after a month', () => {
    const hashesAt = (at: number) =>
      afterList(without, listOf('own'), later(at)).entries.map(({ hash }) => hash);
    expect(hashesAt(2 + 30 * day - 1)).toEqual(['own', 'a', 'b']);
    expect(hashesAt(2 + 30 * day)).toEqual(['own']);
  });

  test('of many, those that are missing for the shortest time are kept', () => {
    let known = afterList(undefined, listOf('own'), options);
    for (let at = 1; at <= 400; at += 1) known = afterList(known, listOf('own', `${at}`), later(at));
    expect(known.entries).toHaveLength(302);
    expect(known.entries.at(-1)?.hash).toBe('100');
  });
});

test('nothing is marked while the agent wants no alerts', () => {
  const unmarked = afterList(first, listOf('own', 'a', 'b'), { ...later(1), marks: false });
  expect(unmarked.entries.at(-1)).toEqual({ hash: 'b', arrivedAt: now + 1 });
  expect(newIn(afterList(second, listOf('own', 'b'), { ...later(2), marks: false }))).toEqual([]);
});

test('a name stays with its session, and can be taken away', () => {
  const named = withName(second, 'b', 'Shop computer');
  const without = afterList(named, listOf('own'), later(2));
  const back = afterList(without, listOf('own', 'b'), later(3));
  expect(back.entries[1]).toMatchObject({ hash: 'b', name: 'Shop computer', new: true });
  expect(withName(back, 'b', '').entries[1]).not.toHaveProperty('name');
});

test('the known sessions of another account say nothing', () => {
  const known = ofAccount(second, 'one', 1);
  expect(known).toEqual({ ...second, accountId: 'one' });
  expect(known && ofAccount(known, 'one', 1)).toEqual(known);
  expect(known && ofAccount(known, 'two', 2)).toBeUndefined();
  expect(known && afterList(known, listOf('own', 'a'), later(2))).toMatchObject({ accountId: 'one' });
});

test('of another account’s sign-in, its own lists count: its first one as a first list', () => {
  const one = { ...withName(second, 'a', 'Shop computer'), accountId: 'one' };
  const anew = (milliseconds: number) => ({ ...later(milliseconds), signInId: 2 });
  let known = afterList(one, listOf('own', 'x', 'y', 'z'), anew(10));
  known = afterList(known, listOf('own', 'x', 'y', 'intruder', 'gone'), anew(20));
  known = withName(afterLook(known, now + 25), 'x', 'At home');
  known = afterList(known, listOf('own', 'x', 'intruder'), anew(30));
  const two = ofAccount(known, 'two', 2);
  expect(two).toEqual({
    ...known,
    accountId: 'two',
    entries: [
      { hash: 'own' },
      { hash: 'x', name: 'At home' },
      { hash: 'intruder', arrivedAt: now + 20, new: true, seenAt: now + 25 },
      { hash: 'y', missingSince: now + 30 },
      { hash: 'gone', arrivedAt: now + 20, new: true, seenAt: now + 25, missingSince: now + 30 },
      { hash: 'z', missingSince: now + 20 },
    ],
  });
  expect(two && newIn(afterList(two, listOf('own', 'x', 'y', 'intruder', 'later'), anew(40)))).toEqual([
    'intruder',
    'later',
  ]);
});

test('whatever LiveChat lists, what came is new until it is answered, or a day after a look; our own never', () => {
  const hashes = fc.uniqueArray(fc.constantFrom('own', 'a', 'b', 'c', 'd'), { maxLength: 5 });
  const step = fc.record({
    list: hashes,
    look: fc.boolean(),
    answer: fc.option(fc.constantFrom('a', 'b', 'c')),
    wait: fc.constantFrom(1, hour, 10 * hour),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      let known: KnownSessions | undefined;
      let at = now;
      const seenBefore = new Set<string>();
      const unanswered = new Map<string, number | undefined>();
      for (const { list, look, answer, wait } of steps) {
        at += wait;
        const isFirst = known === undefined;
        known = afterList(known, listOf(...list), { ...options, now: at });
        for (const hash of list) {
          if (!isFirst && !seenBefore.has(hash) && hash !== 'own') unanswered.set(hash, undefined);
          seenBefore.add(hash);
        }
        const expected = list.filter(
          (hash) => unanswered.has(hash) && at - (unanswered.get(hash) ?? at) < day,
        );
        expect(newIn(known).toSorted()).toEqual(expected.toSorted());
        expect(known.entries.slice(0, list.length).map(({ hash }) => hash)).toEqual(list);
        if (look) {
          known = afterLook(known, at);
          for (const hash of list) if (unanswered.has(hash)) unanswered.set(hash, unanswered.get(hash) ?? at);
        }
        if (!answer) continue;
        known = withConfirmed(known, answer);
        if (seenBefore.has(answer)) unanswered.delete(answer);
      }
    }),
  );
});

test('only salted hashes are kept', async () => {
  const id = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';
  const salt = generateSalt();
  const hash = await hashOf(salt, id);
  expect(hash).toMatch(/^[\w+/]{43}=$/);
  expect(await hashOf(salt, id)).toBe(hash);
  expect(await hashOf(generateSalt(), id)).not.toBe(hash);
});
