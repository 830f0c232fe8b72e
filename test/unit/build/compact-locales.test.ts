import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import { compactLocales } from '../../../scripts/build/compact-locales.ts';
import { shippedTexts, type Texts } from '../../../scripts/build/shipped-texts.ts';

const texts: Texts = {
  cancel: { message: 'Cancel', description: 'Popup, button' },
  stale: {
    message: '$TIME$: $COUNT$, again $time$',
    description: 'Popup, notice',
    placeholders: {
      count: { content: '$1', example: '3' },
      time: { content: '$2', example: '14:02' },
    },
  },
};
const shipped = { cancel: { message: 'Cancel' }, stale: { message: '$2: $1, again $2' } };

test('a build has the texts of each language, without what is for translators', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'session-badge-locales-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const locale of ['en', 'pt_BR']) {
    mkdirSync(join(folder, 'public/_locales', locale), { recursive: true });
    writeFileSync(join(folder, 'public/_locales', locale, 'messages.json'), JSON.stringify(texts, null, 2));
  }
  writeFileSync(join(folder, 'index.html'), '');
  await build({ root: folder, configFile: false, logLevel: 'silent', plugins: [compactLocales()] });
  for (const locale of ['en', 'pt_BR'])
    expect(readFileSync(join(folder, 'dist/_locales', locale, 'messages.json'), 'utf8')).toBe(
      JSON.stringify(shipped),
    );
});

test('a placeholder that is not declared ends the build: no browser would load the texts', () => {
  expect(() => shippedTexts({ hello: { message: 'Hello $NAME$' } })).toThrow(
    'hello: $NAME$ is not among the placeholders',
  );
});
