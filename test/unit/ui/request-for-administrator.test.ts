import { expect, test } from 'vitest';
import { requestForAdministrator } from '../../../src/ui/request-for-administrator.ts';

const setUp = {
  withChats: false,
  scopes: ['sessions--my:rw', 'accounts--my:ro'],
  redirectUris: ['chrome-extension://abc/authorize/index.html', 'https://abc.chromiumapp.org/'],
};

test('names purpose, place, scopes and every address, one by line', () => {
  const text = requestForAdministrator({ ...setUp, clientId: '' });
  expect(text).toContain('Session Badge for LiveChat');
  expect(text).toContain('https://platform.text.com/console');
  const lines = text.split('\n');
  expect(lines).toContain('Scope: sessions--my:rw accounts--my:ro');
  for (const address of setUp.redirectUris) expect(lines).toContain(`Redirect URI: ${address}`);
});

test('asks for an app and its client ID where there is none', () => {
  const text = requestForAdministrator({ ...setUp, clientId: '' });
  expect(text).toContain('JavaScript app');
  expect(text).toContain('send me the client ID');
});

test('names the app that there is, and asks for what it lacks', () => {
  const text = requestForAdministrator({ ...setUp, clientId: 'bb9e5b2f' });
  expect(text).toContain('client ID bb9e5b2f');
  expect(text).not.toContain('send me the client ID');
});

test('says what chats are for only where the agent wants these', () => {
  const without = requestForAdministrator({ ...setUp, clientId: 'bb9e5b2f' });
  expect(without).not.toContain('chats');
  const text = requestForAdministrator({ ...setUp, clientId: 'bb9e5b2f', withChats: true });
  expect(text).toContain('my LiveChat account, so that I notice');
  expect(text).toContain('each with the customer’s name and the last message');
  expect(text).toContain('stay in my browser’s memory');
});

test('no blank of its texts is left over', () => {
  for (const clientId of ['', 'bb9e5b2f'])
    for (const withChats of [false, true])
      expect(requestForAdministrator({ ...setUp, clientId, withChats })).not.toMatch(/\$/);
});
