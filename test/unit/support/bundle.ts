import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { fakeBrowser } from './browser.ts';
import { asSeenBy, step, worker } from './worker.ts';

/**
 * Bundles the service worker once, so that it can be started thousands of times: importing its modules anew takes
 * a hundred times longer.
 *
 * @returns starts it, as the browser does at an event when it is stopped
 */
export async function bundleServiceWorker(config: object): Promise<() => void> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { __LIVECHAT_CONFIG__: JSON.stringify(config), __BROWSER__: '"chrome"' },
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('../../../src/background/index.ts', import.meta.url)),
        external: ['webextension-polyfill'],
        output: { format: 'iife', globals: { 'webextension-polyfill': 'browser' } },
      },
    },
  });
  const [output] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (output?.type !== 'chunk') throw new Error('Vite made no script of the service worker');
  const run = new Function('browser', 'fetch', 'self', output.code);
  return () => {
    worker.start();
    const { generation } = worker;
    const fetchAsStep: typeof fetch = (...parameters) => step(generation, () => fetch(...parameters));
    run(asSeenBy(generation, fakeBrowser), fetchAsStep, new EventTarget());
  };
}
