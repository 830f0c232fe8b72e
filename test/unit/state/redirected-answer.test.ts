import { expect, test } from 'vitest';
import { redirectedAnswer } from '../../../src/state/protocol/sign-in-answer.ts';

const address = 'https://extension.chromiumapp.org/';
const code = { state: 'ours', grant: 'code', redirectUri: address } as const;
const implicit = { state: 'ours', grant: 'implicit', redirectUri: address } as const;

test('reads a code from the query, and a token from the fragment', () => {
  expect(redirectedAnswer(`${address}?code=c&state=ours`, code)).toEqual({
    answer: { code: 'c', state: 'ours' },
  });
  const fragment = '#access_token=dal%3At&token_type=Bearer&expires_in=28800&state=ours&scope=s';
  expect(redirectedAnswer(address + fragment, implicit)).toEqual({
    answer: { access_token: 'dal:t', expires_in: 28_800, state: 'ours' },
  });
});

test.each([['a token that no header can carry', 't%0Aevil', '28800']])(
  '%s is no answer',
  (_, token, lifetime) => {
    const fragment = `#access_token=${token}&expires_in=${lifetime}&state=ours`;
    expect(redirectedAnswer(address + fragment, implicit)).toEqual({ error: 'wrong_answer' });
  },
);

test.each([
  ['28800', 28_800],
  ['60', 60],
  ['1e300', 31_536_000],
  ['9'.repeat(400), 28_800],
  ['0', 28_800],
  ['-5', 28_800],
  ['', 28_800],
  ['soon', 28_800],
])('a lifetime of "%s" costs no answer', (told, seconds) => {
  const answer = { state: 'ours', access_token: 't', expires_in: seconds };
  expect(redirectedAnswer(`${address}#access_token=t&expires_in=${told}&state=ours`, implicit)).toEqual({
    answer,
  });
});

test('without a lifetime, LiveChat’s own counts', () => {
  const answer = { state: 'ours', access_token: 't', expires_in: 28_800 };
  expect(redirectedAnswer(`${address}#access_token=t&state=ours`, implicit)).toEqual({ answer });
});

test.each(['?', '#'])('reads an error after %s, by the most telling of its names', (separator) => {
  const refusal = 'error=access_denied&oauth_exception=access_denied&exception_details=too_many_redirects';
  for (const request of [code, implicit]) {
    const refused = `${address}${separator}${refusal}`;
    expect(redirectedAnswer(`${refused}&state=ours`, request)).toEqual({ error: 'too_many_redirects' });
    expect(redirectedAnswer(refused, request)).toEqual({ error: 'too_many_redirects' });
    expect(redirectedAnswer(`${refused}&state=theirs`, request)).toEqual({ error: 'wrong_answer' });
    expect(redirectedAnswer(`${address}${separator}error=x&state=ours`, request)).toEqual({
      error: 'unknown_refusal',
    });
  }
});

test.each([
  '',
  '?code=c',
  '?code=c&state=theirs',
  '?code=&state=ours',
  '#code=c&state=ours',
  '#access_token=t&expires_in=9&state=ours',
  '?code=c&state=theirs&state=ours',
  '?code=c&state=ours&state=theirs',
  '?code=c&code=d&state=ours',
  '?error=access_denied&error=server_error&state=ours',
  '?code=c&state=theirs#state=ours',
  `?code=${'c'.repeat(10_000)}&state=ours`,
])('%s is no answer to a request for a code', (rest) => {
  expect(redirectedAnswer(address + rest, code)).toEqual({ error: 'wrong_answer' });
});

test.each([
  'https://extension.chromiumapp.org.evil.example/?code=c&state=ours',
  'https://another.chromiumapp.org/?code=c&state=ours',
  'http://extension.chromiumapp.org/?code=c&state=ours',
  'https://extension.chromiumapp.org/elsewhere?code=c&state=ours',
  'https://extension.chromiumapp.org:444/?error=access_denied',
  'chrome-extension://extension/?code=c&state=ours',
  'about:blank',
  '',
])('%s is not our redirect URI', (elsewhere) => {
  expect(redirectedAnswer(elsewhere, code)).toEqual({ error: 'wrong_answer' });
});

test('an error counts before a code that comes with it', () => {
  const both = `${address}?code=c&error=access_denied&state=ours`;
  expect(redirectedAnswer(both, code)).toEqual({ error: 'access_denied' });
});
