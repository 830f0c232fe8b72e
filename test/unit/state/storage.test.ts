import { beforeEach, expect, test, vi } from 'vitest';
import { read, write } from '../../../src/state/store/background-store.ts';
import { onStoredChange, StorageError } from '../../../src/state/store/storage.ts';
import { fakeBrowser } from '../support/browser.ts';
import { startExtension } from '../support/extension.ts';

const { local, session, managed } = fakeBrowser.storage;
beforeEach(async () => {
  await startExtension();
});

test('a listener hears of its items alone, until it stops', async () => {
  const listener = vi.fn();
  const stop = onStoredChange(['settings', 'alert'], listener);
  await local.set({ version: 1 });
  expect(listener).not.toHaveBeenCalled();
  await local.set({ settings: {}, version: 2 });
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
  await local.set({ settings: { theme: 'dark' } });
  expect(listener).toHaveBeenCalledTimes(1);
});

test('an administrator’s settings are one item', async () => {
  const listener = vi.fn();
  const stop = onStoredChange(['managed'], listener);
  await fakeBrowser.storage.onChanged.fire({ theme: { newValue: 'dark' } }, 'managed');
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
  await managed.set({ theme: 'dark', grant: 7 });
  expect(await read('managed', 'settings')).toEqual({ managed: { theme: 'dark' } });
});

test('items are stored where they belong, and removed without a trace', async () => {
  await write({ alert: { count: 1, newest: 'Firefox' }, version: 3 });
  expect(local.all()).toEqual({ version: 3 });
  const { isStarted } = session.all();
  expect(session.all()).toEqual({ isStarted, alert: { count: 1, newest: 'Firefox' } });
  await write({ alert: null, version: null });
  expect([local.all(), session.all()]).toEqual([{}, { isStarted }]);
});

test('what the browser does not store is told by its own name', async () => {
  const set = vi.spyOn(local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
  const error = await write({ version: 1 }).catch((reason: unknown) => reason);
  set.mockRestore();
  expect(error).toBeInstanceOf(StorageError);
  expect(error).toMatchObject({ name: 'StorageError', cause: expect.any(Error) });
});
