import { describe, expect, test } from 'vitest';
import { hasCustomScheme, originOf, redirectUriMatches } from './redirect-uri.ts';

describe("the table of LiveChat's Authorization guide", () => {
  test.each([
    ['http://livechat.com', 'http://livechat.com/archives', true],
    ['http://livechat.com', 'http://livechat.com/archives/../', false],
    ['http://livechat.com/archives', 'http://livechat.com', false],
    ['http://livechat.com/archives', 'http://livechat.com/archives/chats', true],
    ['http://localhost:3000', 'http://localhost:4000', false],
    ['https://livechat.com', 'http://livechat.com', false],
  ])('%s covers %s: %s', (configured, requested, valid) => {
    expect(redirectUriMatches(configured, requested)).toBe(valid);
  });
});

describe('beyond the table', () => {
  test.each([
    ['the same', 'https://app.example/a', 'https://app.example/a', true],
    ['a slash at the end', 'https://app.example/a/', 'https://app.example/a', true],
    ['a default port', 'https://app.example:443/a', 'https://app.example/a', true],
    ['a prefix inside a segment', 'https://app.example/a', 'https://app.example/ab', false],
    ['another host', 'https://app.example', 'https://app.example.evil.example', false],
    ['credentials', 'https://app.example', 'https://app.example@evil.example/', false],
    ['credentials before the host', 'https://app.example', 'https://evil.example@app.example/', false],
    ['a backslash', 'https://app.example', 'https://app.example\\@evil.example', false],
    ['a query', 'https://app.example', 'https://app.example/?next=1', false],
    ['an empty query', 'https://app.example', 'https://app.example/?', false],
    ['a fragment', 'https://app.example', 'https://app.example/#a', false],
    ['.. percent-encoded', 'https://app.example/a', 'https://app.example/a/b/%2e%2E/c', false],
    ['.. half percent-encoded', 'https://app.example/a', 'https://app.example/a/b/.%2e/c', false],
    ['no URL', 'https://app.example', 'app.example', false],
    [
      'an extension page',
      'chrome-extension://abc/authorize',
      'chrome-extension://abc/authorize/index.html',
      true,
    ],
    ['another extension', 'chrome-extension://abc', 'chrome-extension://abd/', false],
  ])('%s: %s and %s: %s', (_case, configured, requested, valid) => {
    expect(redirectUriMatches(configured, requested)).toBe(valid);
  });
});

test('custom schemes are told apart, and have an origin for postMessage', () => {
  expect(hasCustomScheme('moz-extension://abc/authorize')).toBe(true);
  expect(hasCustomScheme('https://abc.chromiumapp.org/')).toBe(false);
  expect(originOf('chrome-extension://abc/authorize/index.html')).toBe('chrome-extension://abc');
  expect(originOf('http://localhost:3000/a')).toBe('http://localhost:3000');
});
