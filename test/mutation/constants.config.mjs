import { readFileSync } from 'node:fs';

const shared = JSON.parse(readFileSync(new URL('stryker.config.json', import.meta.url), 'utf8'));

/**
 * Names the changes of what a module makes when it is loaded: each such change loads it anew, and runs all tests that
 * take part.
 */
export default {
  ...shared,
  vitest: { ...shared.vitest, configFile: 'test/mutation/constants.vitest.config.ts' },
  mutate: ['src/state/{badge,badge-colors,schedule,settings,view}.ts', 'src/i18n/{index,device-name}.ts'],
  ignoreStatic: false,
  jsonReporter: { fileName: 'test/output/mutation/constants.json' },
  htmlReporter: { fileName: 'test/output/mutation/constants.html' },
};
