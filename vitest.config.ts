import { defineConfig } from 'vitest/config';

/**
 * Four groups: `unit` needs only Node, `e2e` Chromium, and Firefox for the test of `npm start`, `firefox` Firefox,
 * `real-input` Chromium, Xvfb, openbox and xdotool.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/livechat-server/**/*.test.ts'],
          setupFiles: ['test/unit/support/browser.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          globalSetup: 'test/e2e/support/fresh-build.ts',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/real-input/**', 'test/e2e/firefox/**'],
          testTimeout: 60_000,
          // Real browsers on a busy machine: a test may try once more, and the report says that it did.
          retry: 1,
          hookTimeout: 120_000,
          // Two browsers keep two cores busy; a third made both wait.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'firefox',
          globalSetup: 'test/e2e/support/fresh-build.ts',
          include: [
            'test/e2e/firefox/**/*.test.ts',
            'test/e2e/{redirect,smoke,sessions,options,end-sessions,organizations}.test.ts',
          ],
          env: { TESTED_BROWSER: 'firefox' },
          testTimeout: 60_000,
          retry: 1,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'real-input',
          globalSetup: 'test/e2e/support/fresh-build.ts',
          include: ['test/e2e/real-input/**/*.test.ts'],
          testTimeout: 60_000,
          retry: 1,
          hookTimeout: 120_000,
          fileParallelism: false,
          // Alone: real windows compete for the focus.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
