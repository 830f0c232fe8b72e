import { defineConfig } from 'vitest/config';
import all from './vitest.config.ts';

/** Lists the tests without a background, which are quick enough to run in full for each constant. */
export default defineConfig({
  test: { ...all.test, include: ['test/unit/{state,text}/**/*.test.ts'] },
});
