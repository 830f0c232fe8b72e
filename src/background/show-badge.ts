import browser from 'webextension-polyfill';
import { badgeOf } from '../state/badge.ts';
import { read } from '../state/stored.ts';
import { viewKeys, viewOf } from '../state/view.ts';

/** Shows on the toolbar button what is stored. */
export async function showBadge(): Promise<void> {
  const { text, color, title } = badgeOf(viewOf(await read(...viewKeys), Date.now()));
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title }),
  ]);
}
