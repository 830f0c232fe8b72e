import type { Config } from './read-config.ts';

declare const __LIVECHAT_CONFIG__: Config;
declare const __BROWSER__: 'chrome' | 'firefox';

/** Holds the configuration that this build was made with; validated and put in place by `vite.config.ts`. */
export const config: Config = __LIVECHAT_CONFIG__;

/** Tells whether this is the build for Firefox. */
export const isFirefox = __BROWSER__ === 'firefox';
