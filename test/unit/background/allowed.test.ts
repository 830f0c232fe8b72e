import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from '../support/browser.ts';
import {
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
  minute,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
});
const polls = () => extension.liveChat.requests.filter(({ path }) => path === '/v2/sessions');

test('LiveChat is asked as soon as the agent allows that, whatever pause a failure has brought', async () => {
  await extension.signIn();
  await fakeBrowser.permissions.forbidLiveChat();
  wait(minute);
  await fireAlarm();
  expect(connection()).toMatchObject({ trouble: { code: 'not_allowed' } });
  await fakeBrowser.permissions.allowLiveChat();
  await settle();
  expectFresh(1);
});

test('one of the two hosts does not do: the extension is not allowed to reach LiveChat', async () => {
  await extension.signIn();
  await fakeBrowser.permissions.forbidLiveChat();
  fakeBrowser.permissions.granted.add('https://status.livechat.com/*');
  wait(minute);
  await fireAlarm();
  expect(connection()).toMatchObject({ trouble: { code: 'not_allowed' } });
});

test('the permission to notify is no reason to ask', async () => {
  await extension.signIn();
  await fakeBrowser.permissions.allowNotifications();
  await settle();
  expect(polls()).toHaveLength(1);
});

test('nobody is asked for while nobody is signed in', async () => {
  await fakeBrowser.permissions.allowLiveChat();
  await settle();
  expect(extension.liveChat.requests).toEqual([]);
});
