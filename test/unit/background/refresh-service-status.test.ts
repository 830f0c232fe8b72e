import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from '../support/browser.ts';
import { type Extension, send, startExtension, wait } from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
});

const refresh = () => send({ type: 'refreshServiceStatus' });
const stored = () => fakeBrowser.storage.session.all()['serviceStatus'];
const asked = () => extension.liveChat.requests.filter(({ path }) => path === '/api/v2/summary.json');

test('is fetched without a sign-in, and not again within a minute', async () => {
  await refresh();
  expect(stored()).toMatchObject({ fetchedAt: Date.now(), status: { status: { indicator: 'none' } } });
  wait(59_999);
  await refresh();
  expect(asked()).toHaveLength(1);
  wait(1);
  await refresh();
  expect(asked()).toHaveLength(2);
});

test('is asked for without our token', async () => {
  await extension.signIn();
  await refresh();
  expect(asked()).toMatchObject([{ host: 'status.livechat.com', hasToken: false, hasCookie: false }]);
});

test('is unknown where the status page cannot be read', async () => {
  extension.liveChat.faults.add({ match: { path: '/api/v2/summary.json' }, kind: 'status', status: 500 });
  await refresh();
  expect(stored()).toEqual({ fetchedAt: Date.now(), status: null });
});
