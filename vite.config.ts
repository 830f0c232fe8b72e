import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig, type Plugin } from 'vite';
import { asciiOnly } from './scripts/build/ascii-only.ts';
import { compactLocales } from './scripts/build/compact-locales.ts';
import { firefoxManifest } from './scripts/build/firefox-manifest.ts';
import { licenceFile } from './scripts/build/licence-file.ts';
import { lightPolyfill } from './scripts/build/light-polyfill.ts';
import { oneScriptPerEntry } from './scripts/build/one-script-per-entry.ts';
import { terseValibot } from './scripts/build/terse-valibot.ts';
import { withoutPart } from './scripts/build/without-part.ts';
import { matchPatternOf } from './src/config/match-pattern.ts';
import { type Config, readConfig } from './src/config/read-config.ts';

const repository = fileURLToPath(new URL('.', import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** The servers that the extension calls for everybody: the host permissions follow from this list. */
const serversOf = ({ accountsUrl, statusUrl }: Config): string[] => [accountsUrl, statusUrl];

/** The servers for which agents are asked who want to see their chats: the API, and LiveChat's app, to find its tab. */
const optionalServersOf = ({ chatsUrl, appUrl }: Config): string[] => [chatsUrl, appUrl];

/** What the pages may load and call: their own files and the servers, nothing else. */
function contentSecurityPolicy(config: Config): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${[...serversOf(config), config.chatsUrl].join(' ')}`,
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
    host_permissions: serversOf(config).map(matchPatternOf),
    optional_host_permissions: optionalServersOf(config).map(matchPatternOf),
    // The dev server of `npm run dev` brings a policy of its own.
    ...(!serving && { content_security_policy: { extension_pages: contentSecurityPolicy(config) } }),
  } as ManifestV3Export;
}

/** Preact's only way to set markup from a text, so that nobody can. */
const withoutInnerHtml = withoutPart(
  'inner-html',
  '**/preact/dist/preact.mjs',
  /\w+\.innerHTML=\w+\.__html/,
  'void 0',
);

/** Takes out of `public` what the manifest for Firefox does not name. */
const withoutManagedSchema: Plugin = {
  name: 'without-managed-schema',
  apply: 'build',
  writeBundle: ({ dir = '' }) => rm(join(dir, 'managed-schema.json')),
};

/** The manifest that a mode of the build begins with. */
function manifestOf(mode: string) {
  const manifest = readJson('manifest.json');
  if (mode === 'firefox') return firefoxManifest(manifest);
  // The Chrome Web Store refuses a key that is not the one it has given, and has given none before the first upload.
  if (mode === 'store') return { ...manifest, key: undefined };
  return manifest;
}

/**
 * One build per browser: `vite build` is for Chromium, `vite build --mode firefox` for Firefox, and `--mode store` what
 * the stores of Chrome and Edge get.
 */
export default defineConfig(({ command, mode }) => {
  const config = readConfig(readJson('livechat.config.json'), process.env);
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
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
      lightPolyfill(),
      terseValibot(),
      crx({ browser, manifest: withConfig(manifestOf(mode), config, command === 'serve') }),
      licenceFile(),
      oneScriptPerEntry(),
      compactLocales(),
      asciiOnly(),
      browser === 'firefox' && withoutManagedSchema,
    ],
    build: {
      // Absolute: of a relative one, the plugin thinks from the working directory, and Vite from `root`.
      outDir: resolve(
        repository,
        process.env['LIVECHAT_OUT_DIR'] || `dist/${mode === 'store' ? mode : browser}`,
      ),
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
