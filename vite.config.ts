import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig, type Plugin } from 'vite';
import { firefoxManifest } from './firefox-manifest.ts';
import { oneScriptPerEntry } from './one-script-per-entry.ts';
import { type Config, readConfig } from './src/config/read-config.ts';

const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** What the pages may load and call: their own files and the two servers, nothing else. */
function contentSecurityPolicy({ accountsUrl, statusUrl }: Config): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${accountsUrl} ${statusUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A browser's manifest with what follows from the configuration and from `package.json`. */
function withConfig(manifest: object, config: Config, serving: boolean) {
  return {
    ...manifest,
    version: readJson('package.json').version,
    // Match patterns cover every port of a host.
    host_permissions: [config.accountsUrl, config.statusUrl].map(
      (origin) => `${origin.replace(/:\d+$/, '')}/*`,
    ),
    // The dev server of `npm run dev` brings a policy of its own.
    ...(!serving && { content_security_policy: { extension_pages: contentSecurityPolicy(config) } }),
  } as ManifestV3Export;
}

/** Takes out Preact's only way to set markup from a text, which nobody here uses, so that nobody can. */
const withoutInnerHtml: Plugin = {
  name: 'without-inner-html',
  transform: {
    filter: { id: '**/preact/dist/*' },
    handler: (code) => code.replace(/\w+\.innerHTML=\w+\.__html/, 'void 0'),
  },
};

/** One build per browser: `vite build` is for Chromium, `vite build --mode firefox` for Firefox. */
export default defineConfig(({ command, mode }) => {
  const config = readConfig(readJson('livechat.config.json'), process.env);
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  const original = readJson('manifest.json');
  const manifest = browser === 'firefox' ? firefoxManifest(original) : original;
  return {
    root: 'src',
    publicDir: '../public',
    define: { __LIVECHAT_CONFIG__: JSON.stringify(config), __BROWSER__: JSON.stringify(browser) },
    resolve: {
      alias: {
        'side-channel': fileURLToPath(new URL('src/authorize/side-channel.cjs', import.meta.url)),
      },
    },
    plugins: [
      withoutInnerHtml,
      crx({ browser, manifest: withConfig(manifest, config, command === 'serve') }),
      oneScriptPerEntry(),
    ],
    build: {
      outDir: process.env['LIVECHAT_OUT_DIR'] || `../dist/${browser}`,
      emptyOutDir: true,
      target: browser === 'firefox' ? 'firefox142' : 'chrome120',
      modulePreload: { polyfill: false },
      // Pages that the manifest does not name.
      rolldownOptions: {
        input: { authorize: 'src/authorize/index.html', welcome: 'src/welcome/index.html' },
      },
    },
  };
});
