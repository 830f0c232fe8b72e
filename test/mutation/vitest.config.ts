import { defineConfig } from 'vitest/config';

/** Lists the unit tests that are quick enough to run again for every change that StrykerJS makes. */
export default defineConfig({
  test: {
    include: ['test/unit/{background,config,livechat,state,text,ui}/**/*.test.ts'],
    exclude: [
      '**/build.test.ts',
      // In threads, as StrykerJS has them, no time zone can be set.
      '**/clock.test.ts',
      '**/crowd.test.ts',
      '**/hostile-*.test.ts',
      '**/many-livechats.test.ts',
      '**/month.test.ts',
      '**/stopped.test.ts',
    ],
    setupFiles: ['test/unit/support/browser.ts'],
  },
});
