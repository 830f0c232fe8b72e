import { join } from 'node:path';
import type { Plugin } from 'vite';
import { filesIn } from '../../scripts/build/zip-of.ts';
import type { TestedBrowser } from '../browser/extension.ts';
import { buildFor, type DemoTarget } from './build-for.ts';

/** Hears what comes of each build after the first. */
export interface BuildListener {
  /** The folder holds a new build. */
  handleBuilt(): void;
  /** Vite has printed why it made none; the folder holds the last one. */
  handleFailed(): void;
}

/** Makes a watched build follow the public folder, too, which Vite copies and does not watch. */
function followPublicFolder(): Plugin {
  let folder = '';
  return {
    name: 'follow-public-folder',
    configResolved({ publicDir }) {
      folder = publicDir;
    },
    buildStart() {
      for (const file of filesIn(folder)) this.addWatchFile(join(folder, file));
    },
  };
}

/**
 * Makes the production build, and makes it anew when a file in `src` or `public` changes. What `vite.config.ts` reads,
 * as `manifest.json`, it reads once.
 *
 * @param folder where it goes
 * @param demo the stand-in for LiveChat that it is for; the configured LiveChat where absent
 * @returns what ends the watching, once the first build is made
 * @throws Error when the first build fails
 */
export async function watchBuild(
  mode: TestedBrowser,
  folder: string,
  demo: DemoTarget | undefined,
  listener: BuildListener,
): Promise<() => Promise<void>> {
  const watcher = await buildFor(mode, folder, demo, {
    plugins: [followPublicFolder()],
    build: { watch: {} },
  });
  if (!('on' in watcher)) throw new Error('Vite does not watch.');
  let hasBuilt = false;
  try {
    await new Promise<void>((resolve, reject) => {
      watcher.on('event', (event) => {
        if (event.code === 'BUNDLE_END' || event.code === 'ERROR') void event.result?.close();
        if (event.code === 'ERROR') {
          if (hasBuilt) listener.handleFailed();
          else reject(event.error);
        }
        if (event.code === 'BUNDLE_END') {
          if (hasBuilt) listener.handleBuilt();
          hasBuilt = true;
          resolve();
        }
      });
    });
  } catch (error) {
    await watcher.close();
    throw error;
  }
  return () => watcher.close();
}
