import * as v from 'valibot';
import browser, { type Storage } from 'webextension-polyfill';
import { orLate } from '../or-late.ts';

/**
 * Lists what can happen to a sign-in that makes the extension forget: LiveChat refuses it, the agent signs in anew, or
 * signs out. Each makes it forget more than the ones before.
 */
export const forgettingEvents = ['refused', 'signedIn', 'signedOut'] as const;
export type ForgettingEvent = (typeof forgettingEvents)[number];

/**
 * Describes items: the area where each is stored, its shape, which is built when it is used, and the first of `forgettingEvents` at which it is
 * forgotten. One that is `never` forgotten says nothing of a sign-in.
 */
export type Items = Readonly<
  Record<
    string,
    {
      area: 'local' | 'session' | 'managed';
      forgottenAt: ForgettingEvent | 'never';
      schema: () => v.GenericSchema;
    }
  >
>;

/** Describes the values of items; one that is not stored is absent. */
export type ValuesOf<I extends Items> = { [K in keyof I]?: v.InferOutput<ReturnType<I[K]['schema']>> };

/** Describes what to store, `managed` being only to be read; `null` removes. */
export type ChangesOf<I extends Items> = { [K in Exclude<keyof I, 'managed'>]?: ValuesOf<I>[K] | null };

const areas = ['local', 'session'] as const;
type Area = (typeof areas)[number];
const keysIn = (items: Items, area: Area, keys: readonly string[]): string[] =>
  keys.filter((key) => items[key]?.area === area);

/**
 * Reports that the browser did not store what it was told to, or did not read what it has: a full disk, or a broken
 * profile. `operation` tells which.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    readonly operation: 'read' | 'write',
    cause: unknown,
  ) {
    super(`The browser's storage failed to ${operation}`, { cause });
  }
}

/**
 * Limits the time that the browser may take for one call, in milliseconds: a broken profile may leave calls without an
 * answer.
 */
const timeLimit = 5_000;

/**
 * Calls the browser's storage, within a time limit.
 *
 * @throws StorageError
 */
export async function callStorage<T>(
  operation: StorageError['operation'],
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await orLate(call(), timeLimit, () => {
      throw new Error('timeout');
    });
  } catch (cause) {
    throw new StorageError(operation, cause);
  }
}

/**
 * Limits the time that anybody waits for the browser policy, in milliseconds: browsers may take seconds for it after a
 * start.
 */
const policyTimeLimit = 100;

/** Names the item of `local` that remembers the last policy seen. */
const lastPolicy = 'lastPolicy';

/**
 * Reads the browser policy as the browser tells it now, however long that takes. Firefox refuses to read one that is
 * not there.
 */
export const readPolicy = (): Promise<object> => browser.storage.managed.get().catch(() => ({}));

/** The browser has not told of its policy in time: nobody waits again until it does. */
let isPolicyLate = false;

/** Reads the policy as the browser tells it at once, or nothing. */
async function policyInTime(): Promise<object | undefined> {
  if (isPolicyLate) return undefined;
  const reading = readPolicy();
  return orLate(reading, policyTimeLimit, () => {
    isPolicyLate = true;
    void reading.finally(() => {
      isPolicyLate = false;
    });
    return undefined;
  });
}

/**
 * Decides which policy is in force: the browser's; the last one seen where the browser tells of none, or not in time.
 * Absent where the browser is late, and none was ever seen: then nobody knows.
 */
const policyOf = (current: object | undefined, last: unknown): unknown =>
  current && Object.keys(current).length > 0 ? current : (last ?? current);

/** Holds what is asked for in this turn of the event loop, by area, and the browser's answer to come. */
const asked: { [A in Area]?: { names: Set<string>; answer: Promise<Record<string, unknown>> } } = {};

/** Reads named items of an area, and maybe others: all that is asked for in one turn is one call, which goes to another process. */
function getIn(area: Area, names: readonly string[]): Promise<Record<string, unknown>> {
  asked[area] ??= { names: new Set(), answer: Promise.resolve().then(() => getAsked(area)) };
  for (const name of names) asked[area].names.add(name);
  return asked[area].answer;
}

function getAsked(area: Area): Promise<Record<string, unknown>> {
  const names = [...(asked[area]?.names ?? [])];
  delete asked[area];
  return callStorage('read', () => browser.storage[area].get(names));
}

async function readRaw(items: Items, keys: readonly string[]): Promise<Record<string, unknown>> {
  const isPolicyAsked = keys.includes('managed');
  const [currentPolicy, ...parts] = await Promise.all([
    isPolicyAsked ? policyInTime() : undefined,
    ...areas.map((area) => {
      const names = keysIn(items, area, keys);
      if (isPolicyAsked && area === 'local' && !names.includes(lastPolicy)) names.push(lastPolicy);
      return names.length > 0 ? getIn(area, names) : {};
    }),
  ]);
  const raw: Record<string, unknown> = Object.assign({}, ...parts);
  return isPolicyAsked ? { ...raw, managed: policyOf(currentPolicy, raw[lastPolicy]) } : raw;
}

/**
 * Reads the named items, all at once. A value that is not of its schema counts as absent.
 *
 * @throws StorageError
 */
export async function readItems<I extends Items, K extends keyof I & string>(
  items: I,
  keys: readonly K[],
): Promise<Pick<ValuesOf<I>, K>> {
  const raw = await readRaw(items, keys);
  const valid = keys.flatMap((key) => {
    const { [key]: item } = items;
    const result = item && raw[key] !== undefined ? v.safeParse(item.schema(), raw[key]) : undefined;
    return result?.success ? [[key, result.output]] : [];
  });
  return Object.fromEntries(valid);
}

/** Removes named items of one area in one step: of one that is not there, nothing is heard. Needs no space. */
const removeIn = (area: Area, names: string[]): Promise<void> =>
  callStorage('write', () => browser.storage[area].remove(names));

/** Stores values in one area in one step; `null` removes. */
async function writeIn(area: Area, values: Record<string, unknown>): Promise<void> {
  const names = Object.keys(values);
  const removed = names.filter((name) => values[name] === null);
  // A removed item is `null` at first: two calls would be two steps.
  if (removed.length < names.length) await callStorage('write', () => browser.storage[area].set(values));
  if (removed.length > 0) await removeIn(area, removed);
}

/**
 * Stores and removes items; those of one area in one step, those of `local` before those of `session`.
 *
 * @throws StorageError
 */
export async function writeItems<I extends Items>(items: I, changes: ChangesOf<I>): Promise<void> {
  const values: Record<string, unknown> = changes;
  for (const area of areas) {
    const names = keysIn(items, area, Object.keys(values));
    await writeIn(area, Object.fromEntries(names.map((name) => [name, values[name]])));
  }
}

/**
 * Removes items, in each area where the browser can: that needs no space on the disk.
 *
 * @throws StorageError where it could not in one of them
 */
export async function removeItems(items: Items, keys: readonly string[]): Promise<void> {
  const results = await Promise.allSettled(
    areas.map(async (area) => {
      const names = keysIn(items, area, keys);
      if (names.length > 0) await removeIn(area, names);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * Does what changes items, all or nothing: where the browser fails to store a part of it, the items become what they were
 * before; one that cannot is removed.
 *
 * @throws what `act` throws; StorageError
 */
export async function allOrNothing<T>(
  items: Items,
  keys: readonly string[],
  act: () => Promise<T>,
): Promise<T> {
  const before = await readRaw(items, keys);
  try {
    return await act();
  } catch (error) {
    if (error instanceof StorageError) {
      for (const area of areas) await putBack(area, keysIn(items, area, keys), before).catch(() => undefined);
    }
    throw error;
  }
}

async function putBack(area: Area, names: string[], before: Record<string, unknown>): Promise<void> {
  const values = Object.fromEntries(names.map((name) => [name, before[name] ?? null]));
  const isPutBack = await callStorage('write', () => browser.storage[area].set(values)).then(
    () => true,
    () => false,
  );
  const now = isPutBack ? {} : await callStorage('read', () => browser.storage[area].get(names));
  const isOther = (name: string) => JSON.stringify(now[name] ?? null) !== JSON.stringify(values[name]);
  await removeIn(
    area,
    names.filter((name) => (isPutBack ? values[name] === null : isOther(name))),
  );
}

/** Names the items that are forgotten at an event, or at one that makes the extension forget less. */
export function forgottenIn(items: Items, event: ForgettingEvent): string[] {
  const events: readonly string[] = forgettingEvents.slice(0, forgettingEvents.indexOf(event) + 1);
  return Object.keys(items).filter((key) => events.includes(items[key]?.forgottenAt ?? 'never'));
}

/** Names the items that are stored but are not of their schema. */
export async function damagedIn(items: Items): Promise<string[]> {
  const keys = areas.flatMap((area) => keysIn(items, area, Object.keys(items)));
  const raw = await readRaw(items, keys);
  return keys.filter((key) => raw[key] != null && items[key] && !v.is(items[key].schema(), raw[key]));
}

/**
 * Names the items that a change of the browser's storage is about. The policy is one, whoever tells it; that there is
 * none says no more than before.
 */
export function changedItems(changes: Record<string, Storage.StorageChange>, area: string): string[] {
  if (area === 'managed') return ['managed'];
  const names = Object.keys(changes);
  const { oldValue = {}, newValue = {} } = changes[lastPolicy] ?? {};
  return JSON.stringify(oldValue) === JSON.stringify(newValue) ? names : [...names, 'managed'];
}

/** Calls `listener` after any of the named items has changed. Returns the way to stop. */
export function onStoredChange(keys: readonly string[], listener: () => void): () => void {
  const handleChanged = (changes: Record<string, Storage.StorageChange>, area: string) => {
    const changed = changedItems(changes, area);
    if (keys.some((key) => changed.includes(key))) listener();
  };
  browser.storage.onChanged.addListener(handleChanged);
  return () => browser.storage.onChanged.removeListener(handleChanged);
}
