import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.ts';
import { pureTestsIn } from './test/support/pure-tests.ts';

const pure = [...pureTestsIn('test/unit'), ...pureTestsIn('test/livechat-server')];

/** The tests that need no browser. */
const quick = {
  setupFiles: ['test/unit/support/browser.ts'],
  maxWorkers: 2,
};

/** Tests read texts in English, whatever the machine speaks: in Linux, Chromium follows this before all else. */
const inEnglish = { LANGUAGE: 'en_US' };

/** The tests in browsers, two at a time: two keep two cores busy, and a third made both wait. */
const inBrowsers = {
  env: inEnglish,
  globalSetup: 'test/e2e/support/fresh-build.ts',
  testTimeout: 60_000,
  // Real browsers on a busy machine: a test may try once more, and the last lines say how many did.
  retry: 1,
  hookTimeout: 120_000,
  maxWorkers: 2,
  // What the tests share they share for good: loading Puppeteer for each file took a second of it.
  isolate: false,
  sequence: { groupOrder: 1 },
};

/**
 * Five groups: `unit` and `pure` need only Node, `e2e` Chromium, and Firefox for the test of `npm start`, `firefox`
 * Firefox, `real-input` Chromium, Xvfb, openbox and xdotool.
 */
export default defineConfig({
  test: {
    reporters: ['default', 'test/support/closing-lines-reporter.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...quick,
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/livechat-server/**/*.test.ts'],
          exclude: pure,
        },
      },
      { test: { ...quick, name: 'pure', include: pure, isolate: false } },
      {
        test: {
          ...inBrowsers,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/real-input/**', 'test/e2e/firefox/**'],
        },
      },
      {
        test: {
          ...inBrowsers,
          name: 'firefox',
          include: [
            'test/e2e/firefox/**/*.test.ts',

            'test/e2e/{chats,optional-access,redirect,smoke,sessions,options,end-sessions,organizations,language}.test.ts',
          ],
          env: { ...inEnglish, TESTED_BROWSER: 'firefox' },
        },
      },
      // Beside the others: each file has a screen, and so a focus, of its own.
      { test: { ...inBrowsers, name: 'real-input', include: ['test/e2e/real-input/**/*.test.ts'] } },
    ],
  },
});
