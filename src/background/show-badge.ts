import browser from 'webextension-polyfill';
import { badgeOf } from '../state/badge.ts';
import { read } from '../state/stored.ts';
import { type ShownTrouble, type View, viewKeys, viewOf } from '../state/view.ts';

/**
 * Shows on the toolbar button what is stored.
 *
 * @param trouble what makes the stored number stale although nothing stored says so
 */
export async function showBadge(trouble?: ShownTrouble): Promise<void> {
  const stored = viewOf(await read(...viewKeys), Date.now());
  const { text, color, title } = badgeOf(trouble ? staleView(stored, trouble) : stored);
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title }),
  ]);
}

function staleView(view: View, trouble: ShownTrouble): View {
  if (view.state === 'fresh') return { state: 'stale', known: view, trouble };
  return { ...view, state: 'stale', trouble };
}
