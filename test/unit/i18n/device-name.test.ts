import { expect, test } from 'vitest';
import { deviceName } from '../../../src/i18n/device-name.ts';
import { fakeBrowser } from '../support/browser.ts';

const firefox = { browser: 'Firefox', version: '153' };

test.each([
  [
    'a browser, its version and its system',
    { ...firefox, system: 'Windows' },
    'Firefox on Windows',
    'Firefox 153 on Windows',
  ],
  [
    'a browser without a version',
    { browser: 'Firefox', system: 'Windows' },
    'Firefox on Windows',
    'Firefox on Windows',
  ],
  ['a browser without a system', firefox, 'Firefox', 'Firefox 153'],
  ['a system without a browser', { system: 'Android' }, 'Android', 'Android'],
  ['neither', {}, 'Unknown browser', 'Unknown browser'],
])('%s, in words', (_, device, name, withVersion) => {
  expect(deviceName({ ...device, kind: 'unknown' })).toBe(name);
  expect(deviceName({ ...device, kind: 'unknown' }, true)).toBe(withVersion);
});

test('in the browser’s language', () => {
  fakeBrowser.i18n.language = 'pl';
  expect(deviceName({ ...firefox, system: 'Windows', kind: 'computer' })).toBe('Firefox, Windows');
  expect(deviceName({ kind: 'unknown' })).toBe('Nieznana przeglądarka');
});
