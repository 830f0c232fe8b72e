import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/config/read-config.ts';
import type { Stored } from '../../src/state/store/background-store.ts';

// What the build puts in place, for the modules below.
const file = readFileSync(new URL('../../livechat.config.json', import.meta.url), 'utf8');
Object.assign(globalThis, {
  __LIVECHAT_CONFIG__: readConfig(JSON.parse(file), process.env),
  __BROWSER__: 'chrome',
});
const { publicItems } = await import('../../src/state/store/public-items.ts');
const { diagnosticsItem } = await import('../../src/state/diagnostics.ts');

const items: Record<string, { area: string }> = { ...publicItems, diagnostics: diagnosticsItem };

/**
 * Items that pages read, apart by the area of the storage that each belongs to.
 *
 * @throws Error for an item of another name, or of an area that only an administrator writes
 */
export function areasOf(stored: Stored): { local: Partial<Stored>; session: Partial<Stored> } {
  const unknown = Object.keys(stored).filter((key) => !/local|session/.test(items[key]?.area ?? ''));
  if (unknown.length > 0) throw new Error(`Not for a page to find in its storage: ${unknown.join(', ')}`);
  const inArea = (area: string) =>
    Object.fromEntries(Object.entries(stored).filter(([key]) => items[key]?.area === area));
  return { local: inArea('local'), session: inArea('session') };
}
