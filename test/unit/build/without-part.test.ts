import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { withoutPart } from '../../../scripts/build/without-part.ts';

/** This file, built without a part of it. */
async function builtWithout(part: RegExp) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [withoutPart('a word', '**/without-part-sample.js', part, "'another'")],
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'without-part-sample.js'), formats: ['es'] },
    },
  });
  const [output] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  return output?.type === 'chunk' ? output.code : undefined;
}

test('a part of a file is replaced', async () => {
  const code = await builtWithout(/'one'/);
  expect(code).toContain('another');
  expect(code).toContain('two');
  expect(code).not.toContain('one');
});

test('the build fails when the part is not there', async () => {
  await expect(builtWithout(/'three'/)).rejects.toThrow('a word is not where it was');
});
