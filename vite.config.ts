import { readFileSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
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

/** `manifest.json` with what follows from the configuration and from `package.json`. */
function manifestFor(config: Config, serving: boolean): ManifestV3Export {
  return {
    ...readJson('manifest.json'),
    version: readJson('package.json').version,
    // Match patterns cover every port of a host.
    host_permissions: [config.accountsUrl, config.statusUrl].map(
      (origin) => `${origin.replace(/:\d+$/, '')}/*`,
    ),
    // The dev server of `npm run dev` brings a policy of its own.
    ...(!serving && { content_security_policy: { extension_pages: contentSecurityPolicy(config) } }),
  };
}

export default defineConfig(({ command }) => {
  const config = readConfig(readJson('livechat.config.json'), process.env);
  return {
    root: 'src',
    publicDir: '../public',
    define: { __LIVECHAT_CONFIG__: JSON.stringify(config) },
    plugins: [crx({ manifest: manifestFor(config, command === 'serve') })],
    build: {
      outDir: process.env['LIVECHAT_OUT_DIR'] ?? '../dist/chrome',
      emptyOutDir: true,
      target: 'chrome120',
      modulePreload: { polyfill: false },
      // Pages that the manifest does not name.
      rolldownOptions: {
        input: { authorize: 'src/authorize/index.html', welcome: 'src/welcome/index.html' },
      },
    },
  };
});
