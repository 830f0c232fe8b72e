import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/read-config.ts';

const file = {
  clientId: '',
  scopes: ['sessions--my:rw'],
  grant: 'code',
  accountsUrl: 'https://accounts.livechat.com',
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
  [{ accountsUrl: 'http://accounts.livechat.com' }, 'accountsUrl: must be an https: address'],
  [{ accountsUrl: 'http://127.0.0.1.evil.example' }, 'accountsUrl: must be an https: address'],
  [{ statusUrl: 'javascript:alert(1)' }, 'statusUrl: must be an https: address'],
  [{ accountsUrl: 'https://accounts.livechat.com/v2' }, 'accountsUrl: must be an https: address'],
  [{ accountsUrl: 'https://user:secret@accounts.livechat.com' }, 'accountsUrl: must be an https: address'],
  [{ accountsUrl: 'accounts.livechat.com' }, 'accountsUrl: must be an https: address'],
  [{ clientId: 'a b' }, 'clientId'],
  [{ clientId: '"><script>' }, 'clientId'],
  [{ scopes: [] }, 'scopes'],
  [{ scopes: ['sessions--my:rw,accounts--all:rw'] }, 'scopes'],
  [{ grant: 'password' }, 'grant'],
  [{ clientID: 'x' }, 'clientID'],
])('refuses %j', (change, problem) => {
  expect(() => readConfig({ ...file, ...change }, {})).toThrow(problem);
});
