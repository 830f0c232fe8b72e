import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reportFaults } from '../../../src/ui/report-faults.ts';
import { fakeBrowser } from '../support/browser.ts';

const sent = vi.spyOn(fakeBrowser.runtime, 'sendMessage');
beforeEach(() => {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
});
afterEach(() => sent.mockReset());

const reject = (reason: unknown) => dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
const fail = (error: unknown) => dispatchEvent(Object.assign(new Event('error'), { error }));

test('tells the background of each kind of fault once, by its names', () => {
  sent.mockResolvedValue(undefined);
  reportFaults('popup');
  reject(new TypeError('dal:token'));
  fail(new TypeError('another'));
  fail(new RangeError('dal:token'));
  expect(sent.mock.calls).toEqual([
    [{ type: 'reportFault', where: 'popup', names: ['undefined', 'undefined', 'TypeError'] }],
    [{ type: 'reportFault', where: 'popup', names: ['undefined', 'undefined', 'RangeError'] }],
  ]);
});

test.each([
  ['is rejected', () => Promise.reject(new Error('No worker'))],
  [
    'throws at once',
    () => {
      throw new Error('Extension context invalidated');
    },
  ],
])('where telling it %s, that is no further fault', async (_, sendMessage) => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  sent.mockImplementation(sendMessage);
  reportFaults('popup');
  reject(new TypeError());
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(sent).toHaveBeenCalledOnce();
  expect(unhandled).not.toHaveBeenCalled();
});
