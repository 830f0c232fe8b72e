import type { Device } from './device.ts';
import { t } from './index.ts';

/**
 * Names a device in words, such as `Firefox on Windows`.
 *
 * @param withVersion tells the browser's major version, too
 */
export function deviceName({ browser, version, system }: Device, withVersion = false): string {
  const name = withVersion && version ? `${browser} ${version}` : browser;
  if (name && system) return t('browser_on_system', name, system);
  return name ?? system ?? t('unknown_browser');
}
