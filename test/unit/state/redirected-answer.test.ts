import { expect, test } from 'vitest';
import { redirectedAnswer } from '../../../src/state/sign-in-answer.ts';

const address = 'https://extension.chromiumapp.org/';
const code = { state: 'ours', grant: 'code' } as const;
const implicit = { state: 'ours', grant: 'implicit' } as const;

test('reads a code from the query, and a token from the fragment', () => {
  expect(redirectedAnswer(`${address}?code=c&state=ours`, code)).toEqual({
    answer: { code: 'c', state: 'ours' },
  });
  const fragment = '#access_token=dal%3At&token_type=Bearer&expires_in=28800&state=ours&scope=s';
  expect(redirectedAnswer(address + fragment, implicit)).toEqual({
    answer: { access_token: 'dal:t', expires_in: 28_800, state: 'ours' },
  });
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
])('%s is no answer to a request for a code', (rest) => {
  expect(redirectedAnswer(address + rest, code)).toEqual({ error: 'wrong_answer' });
});
