import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import { build } from 'vite';
import { extensionId, idOfFolder } from '../browser/extension.ts';
import { oneScriptPerEntry } from '../build/one-script-per-entry.ts';

/** Describes an extension that is measured: where it is, and what the browser calls it. */
export type Measured = { name: Name; folder: string; id: string };

/** Ours, an empty one, its identical copy as a control, and one whose worker is a file of a few lines by hand. */
export const names = ['ours', 'empty', 'control', 'by hand'] as const;
export type Name = (typeof names)[number];

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Builds all extensions into a folder, all by Vite with the same plugins.
 *
 * @param folder a temporary folder
 */
export async function buildExtensions(
  folder: string,
): Promise<{ ours: Measured; empty: Measured; control: Measured; byHand: Measured }> {
  process.env['LIVECHAT_OUT_DIR'] = join(folder, 'ours');
  await build({ configFile: path('../../vite.config.ts'), logLevel: 'error' });
  allowAll(join(folder, 'ours'));
  await buildRival(path('rivals/empty'), join(folder, 'empty'));
  cpSync(join(folder, 'empty'), join(folder, 'control'), { recursive: true });
  await buildRival(path('rivals/one-file'), join(folder, 'by hand'));
  const measured = (name: Name): Measured => {
    const where = join(folder, name);
    return { name, folder: where, id: name === 'ours' ? extensionId : idOfFolder(where) };
  };
  return {
    ours: measured('ours'),
    empty: measured('empty'),
    control: measured('control'),
    byHand: measured('by hand'),
  };
}

/** Makes the optional host permissions of a built extension its own, as if the agent had allowed them. */
function allowAll(folder: string): void {
  const file = join(folder, 'manifest.json');
  const { optional_host_permissions, host_permissions, ...others } = JSON.parse(readFileSync(file, 'utf8'));
  const manifest = { ...others, host_permissions: [...host_permissions, ...optional_host_permissions] };
  writeFileSync(file, JSON.stringify(manifest));
}

async function buildRival(root: string, outDir: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(path('rivals/manifest.json'), 'utf8'));
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [crx({ manifest }), oneScriptPerEntry()],
    build: { outDir, emptyOutDir: true, target: 'chrome120', modulePreload: { polyfill: false } },
  });
}

/**
 * Copies of extensions whose service workers tell when they did what: `probe.js` runs before the worker's own script,
 * and `evaluated.js` after it.
 */
export function withProbes(extensions: readonly Measured[]): Measured[] {
  return extensions.map(({ name, folder, id }) => {
    const probed = `${folder}, probed`;
    cpSync(folder, probed, { recursive: true });
    for (const script of ['probe.js', 'evaluated.js']) cpSync(path(`probes/${script}`), join(probed, script));
    const loader = join(probed, 'service-worker-loader.js');
    writeFileSync(loader, `import './probe.js';\n${readFileSync(loader, 'utf8')}import './evaluated.js';\n`);
    return { name, folder: probed, id: name === 'ours' ? id : idOfFolder(probed) };
  });
}
