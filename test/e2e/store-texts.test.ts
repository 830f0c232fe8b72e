import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeIn, rowsAfter } from '../support/markdown.ts';

const manifestOf = (browser: string) => JSON.parse(readFileSync(`dist/${browser}/manifest.json`, 'utf8'));
const manifests = ['chrome', 'firefox'].map(manifestOf);

/** Lists the permissions and hosts of the builds; of a host its name. */
const asked: string[] = manifests.flatMap((manifest) => [
  ...manifest.permissions,
  ...manifest.optional_permissions,
  ...[...manifest.host_permissions, ...manifest.optional_host_permissions].map(
    (pattern: string) => new URL(pattern.replace('*', '')).host,
  ),
]);

/** Finds what the rows of the first table after a heading explain: the code in their first cells. */
const explainedIn = (path: string, heading: string): string[] =>
  rowsAfter(readFileSync(path, 'utf8'), heading).flatMap(([name = '', why = '']) =>
    /\w/.test(why) ? codeIn(name) : [],
  );

const sorted = (names: readonly string[]) => [...new Set(names)].sort();

test.each([
  ['README.md', 'Permissions'],
  ['docs/store/permissions.md', 'Permission justification'],
])('%s explains each permission, and no other', (path, heading) => {
  expect(sorted(explainedIn(path, heading))).toEqual(sorted(asked));
});

test('what is declared to Mozilla is explained', () => {
  const { required, optional = [] } =
    manifestOf('firefox').browser_specific_settings.gecko.data_collection_permissions;
  const explained = explainedIn('docs/store/permissions.md', 'Data collection: addons.mozilla.org');
  expect(sorted(explained)).toEqual(sorted([...required, ...optional]));
});

test('the privacy policy names every server that the extension may call', () => {
  const policy = readFileSync('docs/store/privacy-policy.md', 'utf8');
  for (const host of asked.filter((each) => each.includes('.'))) expect(policy).toContain(`\`${host}\``);
});

test('name and short description are those of the extension', () => {
  const { extension_name, extension_description } = JSON.parse(
    readFileSync('dist/chrome/_locales/en/messages.json', 'utf8'),
  );
  const listing = readFileSync('docs/store/listing.md', 'utf8');
  expect(listing).toContain(`\n> ${extension_name.message}\n`);
  expect(listing).toContain(`\n> ${extension_description.message}\n`);
});
