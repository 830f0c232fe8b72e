import { join } from 'node:path';
import * as valibot from 'valibot';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { terseValibot } from '../../../scripts/build/terse-valibot.ts';

type Valibot = typeof valibot;
const entry = join(import.meta.dirname, '../../../node_modules/valibot/dist/index.mjs');

/** Loads `valibot` as it is built into the scripts. */
async function builtValibot(): Promise<Valibot> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [terseValibot()],
    build: { write: false, lib: { entry, formats: ['es'] } },
  });
  const [output] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (output?.type !== 'chunk') throw new Error('Vite made no script of valibot');
  return import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(output.code).toString('base64')}`
  );
}

const built = await builtValibot();

/** Makes a schema of all that we use of `valibot`. */
const schemaOf = (v: Valibot) =>
  v.strictObject({
    text: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(4), v.regex(/^[a-z]+$/)),
    number: v.pipe(v.number(), v.finite(), v.safeInteger(), v.gtValue(0), v.minValue(1), v.maxValue(9)),
    choice: v.union([v.picklist(['one', 'two']), v.literal(3), v.object({ four: v.boolean() })]),
    id: v.optional(v.pipe(v.string(), v.uuid())),
    link: v.exactOptional(v.pipe(v.string(), v.url(), v.startsWith('https://'))),
    list: v.fallback(v.array(v.nullable(v.pipe(v.unknown(), v.check(Number.isInteger)))), []),
    counts: v.record(v.picklist(['a', 'b']), v.number()),
  });

const good = { text: ' abc', number: 5, choice: { four: true, five: 5 }, list: [1, null], counts: { a: 1 } };

test.each([
  ['what fits', good],
  ['an odd field that has a fallback', { ...good, list: ['1'] }],
  ['a text too long', { ...good, text: 'abcde' }],
  ['a text of another form', { ...good, text: 'ABC' }],
  ['a number too large', { ...good, number: 10 }],
  ['no number', { ...good, number: Number.NaN }],
  ['no choice', { ...good, choice: { four: 4 } }],
  ['an odd ID', { ...good, id: '1' }],
  ['an odd link', { ...good, link: 'http://localhost/' }],
  ['an absent link', { ...good, link: undefined }],
  ['an odd key', { ...good, counts: { c: 1 } }],
  ['an odd count', { ...good, counts: { a: '1' } }],
  ['an unknown field', { ...good, more: 1 }],
  ['a missing field', { text: 'abc' }],
  ['something else', 'abc'],
])('judges as it does with its words: %s', (_, value) => {
  const { success, output, issues } = valibot.safeParse(schemaOf(valibot), value);
  const terse = built.safeParse(schemaOf(built), value);
  expect(terse.success).toBe(success);
  expect(terse.output).toEqual(output);
  expect(terse.issues?.map((issue) => built.getDotPath(issue))).toEqual(
    issues?.map((issue) => valibot.getDotPath(issue)),
  );
});

test('has no words', () => {
  const [issue] = built.safeParse(built.string(), 1).issues ?? [];
  expect(issue).toEqual({ path: undefined });
});
