import { expect, test } from 'vitest';
import { CHALLENGE, VERIFIER } from './in-memory-browser.ts';
import { isWellFormed, readChallenge, verifierMatches } from './pkce.ts';

const read = (query: Record<string, string>) => readChallenge(new URLSearchParams(query));

test('the known pair of RFC 7636 matches, and nothing else does', () => {
  expect(verifierMatches(VERIFIER, { value: CHALLENGE, method: 'S256' })).toBe(true);
  expect(verifierMatches(VERIFIER, { value: VERIFIER, method: 'S256' })).toBe(false);
  expect(verifierMatches(VERIFIER, { value: `${CHALLENGE}=`, method: 'S256' })).toBe(false);
});

test('plain compares the verifier itself', () => {
  expect(verifierMatches(VERIFIER, { value: VERIFIER, method: 'plain' })).toBe(true);
  expect(verifierMatches(VERIFIER, { value: CHALLENGE, method: 'plain' })).toBe(false);
});

test('no method means plain', () => {
  expect(read({ code_challenge: VERIFIER })).toEqual({ value: VERIFIER, method: 'plain' });
  expect(read({})).toBeUndefined();
});

test.each([
  ['an unknown method', { code_challenge: VERIFIER, code_challenge_method: 'S512' }],
  ['too short', { code_challenge: 'x'.repeat(42) }],
  ['too long', { code_challenge: 'x'.repeat(129) }],
  ['a letter too many', { code_challenge: `${'x'.repeat(43)}+` }],
  ['a method alone', { code_challenge_method: 'S256' }],
])('a malformed challenge: %s', (_, query) => {
  expect(read(query)).toBe('malformed');
});

test("the length of the SDK's own challenge is let pass, to fail at the exchange", () => {
  expect(read({ code_challenge: 'x'.repeat(116), code_challenge_method: 'S256' })).toMatchObject({
    method: 'S256',
  });
});

test('verifiers have 43 to 128 unreserved characters', () => {
  expect(isWellFormed('aZ09-._~'.repeat(6))).toBe(true);
  expect(isWellFormed('a'.repeat(128))).toBe(true);
  expect(isWellFormed('a'.repeat(42))).toBe(false);
  expect(isWellFormed('a'.repeat(129))).toBe(false);
  expect(isWellFormed(`${'a'.repeat(43)} `)).toBe(false);
});
