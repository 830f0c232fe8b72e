import { expect, test } from 'vitest';
import { processClientTestResponse } from '../../../src/livechat/test-client.ts';

const accounts = 'https://accounts.livechat.com';

test.each([
  ['its login page', '/?client_id=a', true, 'no_objection'],
  ['its login form', '/signin?client_id=a', true, 'no_objection'],
  ['an unknown client', '/ooops?exception_details=client_id_not_found', false, 'client_id_not_found'],
  ['no redirect URI', '/ooops?exception_details=redirect_uri_not_set', false, 'redirect_uri_not_set'],
  ['another redirect URI', '/ooops?exception_details=invalid_redirect_uri', true, 'invalid_redirect_uri'],
  ['an error page without a reason', '/ooops', true, 'refused'],
  ['an error page with a new reason', '/ooops?exception_details=bad_weather', true, 'refused'],
  ['trouble of its own', '/', false, 'unclear'],
])('%s', (_, path, ok, outcome) => {
  expect(processClientTestResponse({ url: `${accounts}${path}`, ok }, accounts)).toBe(outcome);
});

test('an answer from elsewhere says nothing', () => {
  expect(processClientTestResponse({ url: 'https://wifi.example/ooops', ok: true }, accounts)).toBe(
    'unclear',
  );
  expect(processClientTestResponse({ url: '', ok: true }, accounts)).toBe('unclear');
});
