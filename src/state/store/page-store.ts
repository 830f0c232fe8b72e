import { publicItems } from './public-items.ts';
import { type ChangesOf, readItems, type ValuesOf, writeItems } from './storage.ts';

/** Describes what pages may read: a page cannot so much as name a token. */
export type PublicValues = ValuesOf<typeof publicItems>;

/** Reads the named items, all at once. A value that is not of its schema counts as absent. Throws StorageError. */
export const readPublic = <K extends keyof PublicValues>(...keys: K[]): Promise<Pick<PublicValues, K>> =>
  readItems(publicItems, keys);

/** Stores items; throws StorageError. */
export const writePublic = (changes: ChangesOf<typeof publicItems>): Promise<void> =>
  writeItems(publicItems, changes);
