import * as v from 'valibot';
import browser from 'webextension-polyfill';

/** Where items are stored, and in what shape. */
export type Items = Readonly<
  Record<string, { area: 'local' | 'session' | 'managed'; schema: v.GenericSchema }>
>;

/** The values of items; one that is not stored is absent. */
export type ValuesOf<I extends Items> = { [K in keyof I]?: v.InferOutput<I[K]['schema']> };

/** What to store, `managed` being only to be read; `null` removes. */
export type ChangesOf<I extends Items> = { [K in Exclude<keyof I, 'managed'>]?: ValuesOf<I>[K] | null };

const areas = ['local', 'session'] as const;
const keysIn = (items: Items, area: (typeof areas)[number], keys: readonly string[]): string[] =>
  keys.filter((key) => items[key]?.area === area);

/** The browser policy, where each setting is an item of its own. Firefox refuses to read one that is not there. */
const readPolicy = (): Promise<object> => browser.storage.managed.get().catch(() => ({}));

async function readRaw(items: Items, keys: readonly string[]): Promise<Record<string, unknown>> {
  const parts = await Promise.all([
    keys.includes('managed') ? readPolicy().then((managed) => ({ managed })) : {},
    ...areas.map((area) => {
      const names = keysIn(items, area, keys);
      return names.length > 0 ? browser.storage[area].get(names) : {};
    }),
  ]);
  return Object.assign({}, ...parts);
}

/** The named items, all read at once. A value that is not of its schema counts as absent. */
export async function readItems<I extends Items, K extends keyof I & string>(
  items: I,
  keys: readonly K[],
): Promise<Pick<ValuesOf<I>, K>> {
  const raw = await readRaw(items, keys);
  const valid = keys.flatMap((key) => {
    const { [key]: item } = items;
    const result = item && v.safeParse(item.schema, raw[key]);
    return result?.success ? [[key, result.output]] : [];
  });
  return Object.fromEntries(valid);
}

/** The browser did not store what it was told to: a full disk, or a broken profile. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

/**
 * Stores and removes items; those of one area in one step, those of `local` before those of `session`.
 *
 * @throws StorageError
 */
export async function writeItems<I extends Items>(items: I, changes: ChangesOf<I>): Promise<void> {
  const values: Record<string, unknown> = changes;
  try {
    for (const area of areas) {
      const names = keysIn(items, area, Object.keys(values));
      if (names.length === 0) continue;
      // A removed item is `null` at first: two calls would be two steps.
      await browser.storage[area].set(Object.fromEntries(names.map((key) => [key, values[key]])));
      const removed = names.filter((key) => values[key] === null);
      if (removed.length > 0) await browser.storage[area].remove(removed);
    }
  } catch (cause) {
    throw new StorageError('The browser did not store this', { cause });
  }
}

/** The names of the items that are stored but are not of their schema. */
export async function damagedIn(items: Items): Promise<string[]> {
  const keys = areas.flatMap((area) => keysIn(items, area, Object.keys(items)));
  const raw = await readRaw(items, keys);
  return keys.filter((key) => raw[key] != null && items[key] && !v.is(items[key].schema, raw[key]));
}

/** The names of the items that a change of the browser's storage is about. */
export const changedItems = (changes: object, area: string): string[] =>
  area === 'managed' ? ['managed'] : Object.keys(changes);

/** Calls `listener` after any of the named items has changed. Returns the way to stop. */
export function onStoredChange(keys: readonly string[], listener: () => void): () => void {
  const handleChanged = (changes: object, area: string) => {
    const changed = changedItems(changes, area);
    if (keys.some((key) => changed.includes(key))) listener();
  };
  browser.storage.onChanged.addListener(handleChanged);
  return () => browser.storage.onChanged.removeListener(handleChanged);
}
