import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterList,
  generateSalt,
  hashOf,
  type KnownSessions,
  lookedAt,
} from '../../../src/state/known-sessions.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const listOf = (...hashes: string[]) => hashes.map((hash) => ({ hash, current: hash === 'own' }));
const newIn = ({ entries }: KnownSessions) => entries.filter((entry) => entry.new).map(({ hash }) => hash);
const options = { salt: 'salt', now, marks: true };

test('the first list after a sign-in has nothing new', () => {
  expect(newIn(afterList(undefined, listOf('own', 'a', 'b'), options))).toEqual([]);
});

test('what was not there before is new until it is looked at', () => {
  const first = afterList(undefined, listOf('own'), options);
  const second = afterList(first, listOf('own', 'a'), { ...options, now: now + 1 });
  expect(second.entries).toEqual([
    { hash: 'own', firstSeen: now },
    { hash: 'a', firstSeen: now + 1, new: true },
  ]);
  const third = afterList(second, listOf('a', 'own'), { ...options, now: now + 2 });
  expect(newIn(third)).toEqual(['a']);
  expect(newIn(afterList(lookedAt(third), listOf('a', 'own'), options))).toEqual([]);
});

test('what is gone is forgotten', () => {
  const first = afterList(undefined, listOf('own', 'a'), options);
  expect(afterList(first, listOf('own'), options).entries).toHaveLength(1);
});

test('nothing is marked while the agent wants no alerts', () => {
  const first = afterList(undefined, listOf('own'), options);
  expect(newIn(afterList(first, listOf('own', 'a'), { ...options, marks: false }))).toEqual([]);
});

test('never new twice without having been gone, never our own, and never more than is listed', () => {
  const lists = fc.array(
    fc.uniqueArray(fc.constantFrom<string[]>('own', 'a', 'b', 'c', 'd'), { maxLength: 5 }),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(lists, fc.array(fc.boolean(), { maxLength: 20 }), (all, looks) => {
      let known: KnownSessions | undefined;
      let before: string[] | undefined;
      const unseen = new Set<string>();
      for (const [index, list] of all.entries()) {
        known = afterList(known, listOf(...list), { ...options, now: now + index });
        for (const hash of list) if (before && !before.includes(hash) && hash !== 'own') unseen.add(hash);
        for (const hash of unseen) if (!list.includes(hash)) unseen.delete(hash);
        expect(new Set(newIn(known))).toEqual(unseen);
        expect(known.entries.map(({ hash }) => hash)).toEqual(list);
        before = list;
        if (!looks[index]) continue;
        known = lookedAt(known);
        unseen.clear();
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
