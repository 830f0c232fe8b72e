import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LiveChatError } from '../../../src/livechat/error.ts';
import { diagnosticsItem } from '../../../src/state/diagnostics.ts';
import { faultKindOf, faultKindSchema, faultNamesOf } from '../../../src/state/fault.ts';
import { StorageError } from '../../../src/state/store/storage.ts';

const secret = 'dal:ada@example.com';
const kindOf = (fault: unknown) => faultKindOf(faultNamesOf(fault));
const named = (name: unknown) => Object.assign(new Error(secret), { name });

test.each([
  ['an error of the language', new TypeError(secret), 'TypeError'],
  ['a full storage', new DOMException(secret, 'QuotaExceededError'), 'QuotaExceededError'],
  ['LiveChat that answers too late', new LiveChatError('timeout'), 'timeout'],
  ['storage that cannot be written', new StorageError('write', secret), 'StorageError'],
  [
    'an error with a code of ours',
    Object.assign(new Error(secret), { code: 'code_refused' }),
    'code_refused',
  ],
  ['an error with an unknown code', Object.assign(new Error(secret), { code: secret }), 'Error'],
  ['an error with a number for a code', Object.assign(new Error(secret), { code: 22 }), 'Error'],
  ['an error with a secret for a name', named(secret), 'unknown_fault'],
  ['an error with a made-up name', named('AdaLovelaceError'), 'unknown_fault'],
  ['a text', secret, 'unknown_fault'],
  ['nothing', undefined, 'unknown_fault'],
])('%s is told by its kind alone', (_, fault, kind) => {
  expect(kindOf(fault)).toBe(kind);
});

test('one that throws when it is looked at', () => {
  const get = () => {
    throw new Error(secret);
  };
  expect(kindOf(new Proxy({}, { get }))).toBe('unknown_fault');
});

test('whatever is thrown, what is told is a name of the list', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string().map(named), fc.string()), (fault) => {
      expect(v.is(faultKindSchema(), kindOf(fault))).toBe(true);
    }),
  );
});

test('no line holds anything else', () => {
  const line = { at: 0, what: 'fault', outcome: 'TypeError', where: 'popup' };
  expect(v.is(diagnosticsItem.schema(), [line])).toBe(true);
  expect(v.is(diagnosticsItem.schema(), [{ ...line, outcome: secret }])).toBe(false);
  expect(v.is(diagnosticsItem.schema(), [{ ...line, where: secret }])).toBe(false);
});
