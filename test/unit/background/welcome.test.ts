import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from '../support/browser.ts';
import { settle, startExtension } from '../support/extension.ts';

beforeEach(async () => {
  fakeBrowser.management.installType = 'admin';
  await startExtension();
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.now() });
});

const { managed } = fakeBrowser.storage;
const { opened } = fakeBrowser.tabs;
const welcome = 'chrome-extension://extension/welcome/index.html';

async function install(reason: 'install' | 'update'): Promise<void> {
  void fakeBrowser.runtime.onInstalled.fire({ reason });
  await settle();
}
async function pass(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds);
  await settle();
}

test('the installation welcomes the agent, once it is clear that there is no policy', async () => {
  await install('install');
  expect(opened).toEqual([]);
  await pass(5_000);
  expect(opened).toEqual([welcome]);
});

test.each(['normal', 'development'])(
  'whoever has installed it themselves (%s) is welcomed at once',
  async (type) => {
    fakeBrowser.management.installType = type;
    await install('install');
    expect(opened).toEqual([welcome]);
  },
);

test('an update welcomes nobody', async () => {
  await install('update');
  await pass(10_000);
  expect(opened).toEqual([]);
});

test.each([
  ['sets the client ID opens nothing', { clientId: 'theirs' }, []],
  ['wants no welcome page opens nothing', { welcomePage: false }, []],
  ['sets a theme opens the welcome page', { theme: 'dark' }, [welcome]],
  [
    'sets the client ID and wants the welcome page opens it',
    { clientId: 'theirs', welcomePage: true },
    [welcome],
  ],
])('an installation whose policy %s', async (_, policy, expected) => {
  await managed.set(policy);
  await install('install');
  expect(opened).toEqual(expected);
  await pass(10_000);
  expect(opened).toEqual(expected);
});

test('a policy that the browser has not read yet counts, too', async () => {
  await install('install');
  await pass(2_000);
  await managed.set({ clientId: 'theirs' });
  await settle();
  await pass(10_000);
  expect(opened).toEqual([]);
});

test('and so where reading it takes its time', async () => {
  const { get } = managed;
  const answers: (() => void)[] = [];
  managed.get = () =>
    new Promise((resolve) => {
      answers.push(() => resolve({ welcomePage: false }));
    });
  void fakeBrowser.runtime.onInstalled.fire({ reason: 'install' });
  await settle();
  await pass(8_000);
  managed.get = get;
  for (const answer of answers) answer();
  await settle();
  await pass(10_000);
  expect(opened).toEqual([]);
});

test('the badge does not wait for it', async () => {
  await fakeBrowser.storage.local.set({ settings: { clientId: 'mine' } });
  await install('install');
  expect(fakeBrowser.action.shown.title).toBe('Sign in with LiveChat');
});
