import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { firefoxId } from '../build/firefox-manifest.ts';

/** Names the browsers that there is a build for. */
export type TestedBrowser = 'chrome' | 'firefox';

/** The extension as a browser knows it. */
type Extension = {
  id: string;
  /** Begins the addresses of its pages. */
  origin: string;
  /** Names the address for LiveChat's answer as long as nobody chooses another flow: the redirect URI to whitelist. */
  redirectUri: string;
  /** The same in the redirect flow: an address that the browser catches. */
  caughtUri: string;
  /** The folder of the production build. */
  folder: string;
};

const builtFor = (browser: TestedBrowser) => fileURLToPath(new URL(`../../dist/${browser}`, import.meta.url));

/** The ID that the manifest's `key` gives the extension on every machine. */
const chromeId = 'mhekjpianllhmjacbplchhgppknfpnoc';
const caughtByFirefox = `https://${createHash('sha1').update(firefoxId).digest('hex')}.extensions.allizom.org/`;

export const extensions: Record<TestedBrowser, Extension> = {
  chrome: {
    id: chromeId,
    origin: `chrome-extension://${chromeId}/`,
    redirectUri: `chrome-extension://${chromeId}/authorize/index.html`,
    caughtUri: `https://${chromeId}.chromiumapp.org/`,
    folder: builtFor('chrome'),
  },
  firefox: {
    id: firefoxId,
    // Firefox makes one up for every installation, except where the tests tell it this one.
    origin: 'moz-extension://5e551017-bad9-4e00-8000-000000000001/',
    redirectUri: caughtByFirefox,
    caughtUri: caughtByFirefox,
    folder: builtFor('firefox'),
  },
};

/** Names the browser that is tested now: `vitest.config.ts` says for each group of tests which. */
export const testedBrowser: TestedBrowser =
  process.env['TESTED_BROWSER'] === 'firefox' ? 'firefox' : 'chrome';

/** Describes the extension in that browser. */
export const {
  id: extensionId,
  origin: extensionOrigin,
  redirectUri,
  caughtUri,
  folder: builtExtension,
} = extensions[testedBrowser];

/** Calculates the ID that Chromium gives an unpacked extension without a key: of its folder's path. */
export const idOfFolder = (folder: string): string =>
  createHash('sha256')
    .update(folder)
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
