import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/read-config.ts';

const file = {
  clientId: '',
  scopes: ['sessions--my:rw'],
  grant: 'code',
  chatsScopes: ['chats--access:ro', 'accounts--my:ro'],
  accountsUrl: 'https://accounts.livechat.com',
  chatsUrl: 'https://api.livechatinc.com',
  statusUrl: 'https://status.livechat.com',
  appUrl: 'https://my.livechatinc.com',
};

test('the environment takes precedence over the file', () => {
  expect(
    readConfig(file, {
      LIVECHAT_CLIENT_ID: ' 8a31f0c2 ',
      LIVECHAT_ACCOUNTS_URL: 'http://127.0.0.1:3000/',
      LIVECHAT_STATUS_URL: 'http://localhost:3000',
    }),
  ).toEqual({
    ...file,
    clientId: '8a31f0c2',
    accountsUrl: 'http://127.0.0.1:3000',
    statusUrl: 'http://localhost:3000',
  });
  expect(readConfig(file, { LIVECHAT_CLIENT_ID: '' })).toEqual(file);
});

test.each([
  [
    'a server without encryption',
    { accountsUrl: 'http://accounts.livechat.com' },
    'accountsUrl: must be an https: address',
  ],
  [
    'a host that only begins like this machine',
    { accountsUrl: 'http://127.0.0.1.evil.example' },
    'accountsUrl: must be an https: address',
  ],
  [
    'an address that is a script',
    { statusUrl: 'javascript:alert(1)' },
    'statusUrl: must be an https: address',
  ],
  [
    'an address with a path',
    { accountsUrl: 'https://accounts.livechat.com/v2' },
    'accountsUrl: must be an https: address',
  ],
  [
    'an address with a password',
    { accountsUrl: 'https://user:secret@accounts.livechat.com' },
    'accountsUrl: must be an https: address',
  ],
  [
    'an address without a scheme',
    { accountsUrl: 'accounts.livechat.com' },
    'accountsUrl: must be an https: address',
  ],
  ['a client ID with a space', { clientId: 'a b' }, 'clientId'],
  ['a client ID with markup', { clientId: '"><script>' }, 'clientId'],
  ['no scope', { scopes: [] }, 'scopes'],
  ['two scopes written as one', { scopes: ['sessions--my:rw,accounts--all:rw'] }, 'scopes'],
  ['an unknown grant', { grant: 'password' }, 'grant'],
  ['an unknown field', { clientID: 'x' }, 'clientID'],
])('refuses %s', (_, change, problem) => {
  expect(() => readConfig({ ...file, ...change }, {})).toThrow(problem);
});
