import type { Runtime } from 'webextension-polyfill';
import { handleStart } from './handle-start.ts';
import { openWelcome } from './open-welcome.ts';

/** After installation or an update. The welcome page comes with the installation, and never again by itself. */
export async function handleInstalled({ reason }: Runtime.OnInstalledDetailsType): Promise<void> {
  await Promise.all([reason === 'install' && openWelcome(), handleStart()]);
}
