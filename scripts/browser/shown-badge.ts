import type { Browser as WebExtension } from 'webextension-polyfill';

declare const chrome: WebExtension;

/** Describes the toolbar button's badge and title. */
export interface ShownBadge {
  text: string;
  /** `#rrggbb` */
  color: string;
  title: string;
}

/** Runs in the extension: asks what the toolbar button shows, which does not wake the service worker. */
export async function shownBadge(): Promise<ShownBadge> {
  const [text, color, title] = await Promise.all([
    chrome.action.getBadgeText({}),
    chrome.action.getBadgeBackgroundColor({}),
    chrome.action.getTitle({}),
  ]);
  const hex = color.slice(0, 3).map((part) => part.toString(16).padStart(2, '0'));
  return { text, color: `#${hex.join('')}`, title };
}
