import type { Config } from './read-config.ts';

declare const __LIVECHAT_CONFIG__: Config;

/** The configuration that this build was made with; validated and put in place by `vite.config.ts`. */
export const config: Config = __LIVECHAT_CONFIG__;
