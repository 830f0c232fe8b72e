import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Lists what the extension is built from. */
const sources = ['src', 'public', 'manifest.json', 'livechat.config.json', 'package.json', 'vite.config.ts'];

/** Reads when a file, or the newest one in a folder, was last changed, in milliseconds since 1970. */
function lastChange(path: string): number {
  const { mtimeMs } = statSync(path);
  const entries = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
    : [];
  return Math.max(mtimeMs, ...entries.map((entry) => statSync(join(path, entry)).mtimeMs));
}

/**
 * Sees to it that what is looked at in `dist` is what the sources say.
 *
 * @throws Error when the build is missing or older than they are
 */
export function expectFreshBuild(browser: 'chrome' | 'firefox'): void {
  const build = `dist/${browser}/manifest.json`;
  const built = statSync(build, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newer = sources.filter((source) => lastChange(source) > built);
  if (newer.length > 0) throw new Error(`${build} is older than ${newer.join(', ')}: npm run build`);
}
