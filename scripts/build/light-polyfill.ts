import type { Plugin } from 'vite';
import { withoutPart } from './without-part.ts';

/**
 * `webextension-polyfill` without its table of functions that took a callback, half of it: since Chrome 116 all that we
 * call return promises by themselves. What stays is the name, and promises as answers to messages.
 */
const withoutApiTable = withoutPart(
  'api-table',
  '**/webextension-polyfill/dist/browser-polyfill.js',
  /(?<=const apiMetadata = )\{.*?\n {6}\}(?=;)/s,
  // The polyfill takes an empty one for a mistake.
  '{ runtime: {} }',
);

/**
 * `webextension-polyfill` as an ES module. Of a CommonJS module, bundlers look at each property: here each part of the
 * extension API, which Chromium makes only when it is looked at, and that takes longer than all else in a start.
 */
const asModule: Plugin = {
  name: 'polyfill-as-module',
  transform: {
    filter: { id: '**/webextension-polyfill/dist/browser-polyfill.js' },
    handler: (code) => ({
      code: `const module = {};\nconst exports = module;\n${code}\nexport default module.exports;\n`,
      map: null,
    }),
  },
};

/** Makes the polyfill small and quick to load. */
export const lightPolyfill = (): Plugin[] => [withoutApiTable, asModule];
