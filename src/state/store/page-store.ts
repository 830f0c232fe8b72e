import { publicItems } from './public-items.ts';
import { type ChangesOf, readItems, type ValuesOf, writeItems } from './storage.ts';

/** What pages may read: a page cannot so much as name a token. */
export type PublicValues = ValuesOf<typeof publicItems>;

/** The named items, all read at once. A value that is not of its schema counts as absent. Throws StorageError. */
export const read = <K extends keyof PublicValues>(...keys: K[]): Promise<Pick<PublicValues, K>> =>
  readItems(publicItems, keys);

/** Stores items; throws StorageError. */
export const write = (changes: ChangesOf<typeof publicItems>): Promise<void> =>
  writeItems(publicItems, changes);
