import { diagnosticsItem } from '../diagnostics.ts';
import { requestsItem } from '../request-log.ts';
import { publicItems } from './public-items.ts';
import { secretItems } from './secret-items.ts';
import {
  allOrNothing,
  type ChangesOf,
  damagedIn,
  type ForgettingEvent,
  forgottenIn,
  type Items,
  readItems,
  removeItems,
  type ValuesOf,
  writeItems,
} from './storage.ts';

export type { ListedSession } from './public-items.ts';
export type { Credentials } from './secret-items.ts';

/**
 * Lists everything that the extension remembers: where, for how long, and in what shape. Storage is its only state.
 *
 * `local` survives browser restarts; `session` is kept in memory and ends with the browser, so access tokens and
 * addresses stay there; `managed` is an administrator's, and only to be read.
 */
const items = {
  ...publicItems,
  ...secretItems,
  diagnostics: diagnosticsItem,
  requests: requestsItem,
} as const satisfies Items;

/** Describes what is stored; an item that is not is absent. */
export type Stored = ValuesOf<typeof items>;
/** Names the stored items. */
export type StoredKey = keyof Stored;
/** Describes what LiveChat's answer to a sign-in is checked against. */
export type Transaction = NonNullable<Stored['transaction']>;
/** Describes LiveChat's service status as it is stored. */
export type StoredServiceStatus = NonNullable<Stored['serviceStatus']>;

/** Describes what to store; `null` removes. */
export type Changes = ChangesOf<typeof items>;

/** Reads the named items, all at once. A value that is not of its schema counts as absent. Throws StorageError. */
export const read = <K extends StoredKey>(...keys: K[]): Promise<Pick<Stored, K>> => readItems(items, keys);

/**
 * Stores and removes items; those of one area in one step, those of `local` before those of `session`.
 *
 * @throws StorageError
 */
export const write = (changes: Changes): Promise<void> => writeItems(items, changes);

/** Removes items, in each area where the browser can: that needs no space on the disk. Throws StorageError. */
export const remove = (keys: readonly StoredKey[]): Promise<void> => removeItems(items, keys);

/** Does what changes items; where the browser fails to store a part of it, they become what they were before. */
export const changeTogether = <T>(keys: readonly StoredKey[], act: () => Promise<T>): Promise<T> =>
  allOrNothing(items, keys, act);

/** Names the stored items that are there but are not of their schema. */
export const damagedItems = async (): Promise<(keyof Changes)[]> =>
  (await damagedIn(items)) as (keyof Changes)[];

/** Names the items that are forgotten at an event, as the tables of items say. */
export const forgottenAt = (event: ForgettingEvent): (keyof Changes)[] =>
  forgottenIn(items, event) as (keyof Changes)[];

/**
 * Makes the changes that remove what is forgotten at an event.
 *
 * @param area only what is stored there; all of it where absent
 */
export const removalsAt = (event: ForgettingEvent, area?: 'session'): Changes =>
  Object.fromEntries(
    forgottenAt(event)
      .filter((key) => !area || items[key].area === area)
      .map((key) => [key, null]),
  );
