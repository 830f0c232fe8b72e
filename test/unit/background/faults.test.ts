import { beforeEach, expect, test, vi } from 'vitest';
import type { Diagnostic } from '../../../src/state/diagnostics.ts';
import { fakeBrowser } from '../support/browser.ts';
import { type Extension, minute, send, settle, startExtension, wait } from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  await extension.signIn();
});

const secret = 'dal:ada@example.com';
const faults = () =>
  (fakeBrowser.storage.local.all()['diagnostics'] as Diagnostic[]).filter(({ what }) => what === 'fault');

/** Tells a worker of something that nobody has caught. */
async function tell(type: 'unhandledrejection' | 'error', details: object): Promise<void> {
  self.dispatchEvent(Object.assign(new Event(type), details));
  await settle();
}

test('what nobody has caught in the background becomes a line, of its kind and of nothing else', async () => {
  await tell('unhandledrejection', { reason: new RangeError(secret) });
  await tell('error', { error: new TypeError(secret), message: secret, filename: secret });
  expect(faults()).toEqual([
    { at: expect.any(Number), what: 'fault', outcome: 'RangeError', where: 'background' },
    { at: expect.any(Number), what: 'fault', outcome: 'TypeError', where: 'background' },
  ]);
  expect(JSON.stringify(fakeBrowser.storage.local.all()['diagnostics'])).not.toContain(secret);
});

test('and so what a page tells', async () => {
  await send({ type: 'reportFault', where: 'popup', names: ['TypeError'] });
  await send({ type: 'reportFault', where: 'popup', names: [secret] });
  await send({ type: 'reportFault', where: secret, names: ['TypeError'] });
  expect(faults()).toMatchObject([
    { outcome: 'TypeError', where: 'popup' },
    { outcome: 'unknown_fault', where: 'popup' },
  ]);
  expect(JSON.stringify(fakeBrowser.storage.local.all()['diagnostics'])).not.toContain(secret);
});

test('and so a command that failed, of which the page only sees that', async () => {
  // LiveChat does not end all sessions by one request, and which there are is not known.
  await fakeBrowser.storage.session.remove(['snapshot']);
  await expect(send({ type: 'signOut', scope: 'everywhere' })).rejects.toThrow();
  await settle();
  expect(faults()).toMatchObject([{ outcome: 'Error', where: 'background' }]);
});

test('the same is told once an hour', async () => {
  for (let count = 0; count < 10; count += 1) {
    await tell('unhandledrejection', { reason: new TypeError(secret) });
    await send({ type: 'markSeen' });
    wait(minute);
  }
  expect(faults()).toHaveLength(1);
  wait(60 * minute);
  await tell('unhandledrejection', { reason: new TypeError(secret) });
  await send({ type: 'reportFault', where: 'popup', names: ['TypeError'] });
  expect(faults()).toHaveLength(3);
});

test('a line that cannot be written is no further fault', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const { set } = fakeBrowser.storage.local;
  let writes = 0;
  fakeBrowser.storage.local.set = async () => {
    writes += 1;
    throw new Error('The disk is full');
  };
  await tell('unhandledrejection', { reason: new TypeError(secret) });
  fakeBrowser.storage.local.set = set;
  process.off('unhandledRejection', unhandled);
  expect(writes).toBe(1);
  expect(unhandled).not.toHaveBeenCalled();
});
