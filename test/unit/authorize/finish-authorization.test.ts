import { afterEach, expect, test, vi } from 'vitest';
import { finishAuthorization } from '../../../src/authorize/finish-authorization.ts';
import { fakeBrowser } from '../support/browser.ts';

const runtime: { sendMessage(command: object): Promise<unknown> } = fakeBrowser.runtime;
const sent = vi.spyOn(runtime, 'sendMessage');
afterEach(() => sent.mockReset());

const answer = { state: 'state', code: 'code' };

test('the same answer is handed over again when the service worker stops on the way', async () => {
  sent.mockRejectedValueOnce(new Error('No worker')).mockResolvedValueOnce({ error: 'interrupted' });
  expect(await finishAuthorization(answer)).toEqual({ error: 'interrupted' });
  const command = { type: 'finishAuthorization', answer };
  expect(sent.mock.calls).toEqual([[command], [command]]);
});

test('after four attempts it is given up', async () => {
  sent.mockRejectedValue(new Error('No worker'));
  await expect(finishAuthorization(answer)).rejects.toThrow('No worker');
  expect(sent).toHaveBeenCalledTimes(4);
});
