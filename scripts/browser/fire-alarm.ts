import type { Browser as WebExtension } from 'webextension-polyfill';

declare const chrome: WebExtension;

/**
 * Runs in the extension: makes one of its alarms go off within a second instead of at its time. A periodic alarm keeps
 * its period.
 *
 * @throws Error when the extension has no such alarm
 */
export async function fireAlarm(name: string): Promise<void> {
  const alarm = await chrome.alarms.get(name);
  if (!alarm) throw new Error(`The extension has no alarm "${name}"`);
  const { periodInMinutes } = alarm;
  chrome.alarms.create(name, {
    when: Date.now(),
    ...(periodInMinutes !== undefined && { periodInMinutes }),
  });
}
