import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { device } from '../../../src/i18n/device.ts';

const windows = 'Windows NT 10.0; Win64; x64';
const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const applePhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('device', () => {
  it.each([
    [
      `Mozilla/5.0 (${windows}) ${webKit} Chrome/142.0.0.0 Safari/537.36`,
      'Chrome 142',
      'Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (${windows}) ${webKit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.3595.53`,
      'Edge 142',
      'Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (${windows}) ${webKit} Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0`,
      'Opera 125',
      'Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Chrome/142.0.0.0 Safari/537.36`,
      'Chrome 142',
      'macOS',
      'computer',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari 26',
      'macOS',
      'computer',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
      'Firefox 144',
      'Linux',
      'computer',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/142.0.0.0 Mobile Safari/537.36`,
      'Chrome 142',
      'Android',
      'phone',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${webKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet 28',
      'Android',
      'phone',
    ],
    [
      'Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0',
      'Firefox 144',
      'Android',
      'phone',
    ],
    [`${applePhone} Version/26.0 Mobile/15E148 Safari/604.1`, 'Safari 26', 'iOS', 'phone'],
    [`${applePhone} CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1`, 'Chrome 142', 'iOS', 'phone'],
    [
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webKit} Chrome/142.0.0.0 Safari/537.36`,
      'Chrome 142',
      'Chrome OS',
      'computer',
    ],
    [
      'Mozilla/5.0 (Windows NT 6.1; rv:115.0) Gecko/20100101 Firefox/115.0',
      'Firefox 115',
      'Windows 7',
      'computer',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} LiveChat/10.2.3 Chrome/120.0.6099.291 Electron/28.3.3 Safari/537.36`,
      'LiveChat 10',
      'macOS',
      'computer',
    ],
    [
      `Mozilla/5.0 (${windows}) ${webKit} LiveChat Desktop/0.9.1 Chrome/120.0.6099.291 Electron/28.3.3 Safari/537.36`,
      'LiveChat Desktop 0',
      'Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (X11; Linux x86_64) ${webKit} Slack/4.29.149 Chrome/108.0.5359.215 Electron/22.3.2 Safari/537.36 Sonic Slack_SSB/4.29.149`,
      'Slack 4',
      'Linux',
      'computer',
    ],
    [
      `Mozilla/5.0 (${windows}) ${webKit} Chrome/120.0.6099.291 Electron/28.3.3 Safari/537.36 Teams-like/1.5`,
      'Teams-like 1',
      'Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (${windows}) ${webKit} Chrome/120.0.6099.291 Electron/28.3.3 Safari/537.36`,
      'Electron 28',
      'Windows',
      'computer',
    ],
    ['okhttp/4.12.0', 'okhttp 4', undefined, 'unknown'],
  ])('%s', (userAgent, browser, system, kind) => {
    const { browser: name, version, ...found } = device(userAgent);
    expect(`${name} ${version}`).toBe(browser);
    expect(found).toEqual({ ...(system && { system }), kind });
  });

  it.each([
    ['nothing', ''],
    ['garbage', '\u0000\uFFFF ;;;((('],
    ['emoji', '🧑‍💻🎉'],
    ['only Mozilla', 'Mozilla/5.0'],
    ['markup', '<img src=x onerror=alert(1)>'],
  ])('says nothing about %s', (_, userAgent) => {
    expect(device(userAgent)).toEqual({ kind: 'unknown' });
  });

  it('keeps its answer short for 10 kB, and quick', () => {
    const start = performance.now();
    for (const part of [
      'Macintosh',
      'a',
      'Mozilla/5.0 (',
      ' Version/1.1',
      '/',
      'Endless/1 ',
      'Electron/1 a ',
    ]) {
      const { browser = '', system = '' } = device(part.repeat(10_000 / part.length));
      expect(browser.length + system.length).toBeLessThan(80);
    }
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('takes no right-to-left override over', () => {
    expect(JSON.stringify(device('\u202EsdrawkcaB/9 (Windows NT 10.0)'))).not.toContain('\u202E');
  });

  it('never throws, and never says much', () => {
    const token = fc.constantFrom(
      'Electron/28 ',
      'Mozilla/5.0 ',
      'Chrome/',
      'Firefox/',
      '(Windows NT ',
      'Android ',
      'Mac OS X ',
    );
    const userAgents = fc
      .array(fc.oneof(token, fc.string({ unit: 'binary' })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(userAgents, (userAgent) => {
        const { browser = '', version = '', system = '' } = device(userAgent);
        expect(browser.length + version.length).toBeLessThanOrEqual(45);
        expect(system.length).toBeLessThanOrEqual(20);
        expect(`${browser}${version}${system}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
