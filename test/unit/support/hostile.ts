import fc from 'fast-check';

/** JSON that pollutes prototypes, if somebody copies its keys without care. */
const polluting = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

const nested = JSON.parse(`${'[{"a":'.repeat(100)}0${'}]'.repeat(100)}`);

/** Texts that were made to hurt whoever shows, measures or compares them. */
export const hostileTexts = [
  '',
  ' ',
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  '\u202Egnp.exe\u202C\u2066\u200F',
  '\u0000\u0007\u001B[31m\u007F\u0085\u2028',
  '\uD83D',
  `Z${'\u0335'.repeat(300)}`,
  '__proto__',
  'constructor',
  'toString',
  '$1 $& $$',
  '%s%n%00',
  '../../v2/token?x=1#y',
  '.',
  '..',
  'Bearer\r\nX-Injected: 1',
  'x'.repeat(3_000),
];

/** Makes any JSON value, the worst more often than the harmless. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts),
  fc.constantFrom<unknown>(null, true, false, [], {}, polluting, nested),
  fc.constantFrom(0, -1, 0.5, 1e21, -1e300, 1.7e308, 8.64e15, 8.64e15 + 1, 2 ** 53),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 2 }),
);

/**
 * Values like an example, in which any part may be hostile, missing, or too many: most of them come through the
 * schemas to what lies behind.
 */
export function nearly(example: unknown): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 20, arbitrary: partsOf(example) }, { weight: 1, arbitrary: hostileValue });
}

function partsOf(example: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(example)) {
    return fc.oneof(
      { weight: 19, arbitrary: fc.array(fc.oneof(...example.map(nearly)), { maxLength: 3 }) },
      // All of them good ones, or a list as long as that would be refused.
      { weight: 1, arbitrary: fc.array(fc.constantFrom(...example), { minLength: 13, maxLength: 60 }) },
    );
  }
  if (typeof example === 'object' && example !== null) {
    const parts = fc.record(
      Object.fromEntries(
        Object.entries(example).map(([key, value]) => [
          key,
          // `undefined` is left out by JSON.
          fc.oneof(
            { weight: 20, arbitrary: nearly(value) },
            { weight: 1, arbitrary: fc.constant(undefined) },
          ),
        ]),
      ),
    );
    const more = fc.oneof(
      { weight: 18, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constant({ extra: 'x' }) },
      { weight: 1, arbitrary: fc.constant(polluting) },
    );
    return fc.tuple(parts, more).map(([own, others]) => ({ ...own, ...others }));
  }
  if (typeof example === 'string') {
    return fc.oneof(
      { weight: 12, arbitrary: fc.constant(example) },
      { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    );
  }
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(example) },
    { weight: 1, arbitrary: typeof example === 'number' ? fc.double({ noNaN: true }) : hostileValue },
  );
}

/** Copies a value as it travels: over the network, or into the browser's storage. */
export const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

/** Tells whether somebody's prototype was polluted. */
export const isPolluted = (): boolean =>
  'polluted' in {} || 'polluted' in [] || 'polluted' in Function.prototype;
