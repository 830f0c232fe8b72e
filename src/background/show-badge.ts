import browser from 'webextension-polyfill';
import { badgeOf } from '../state/badge.ts';
import { choicesOf } from '../state/settings.ts';
import { read } from '../state/stored.ts';
import { type ShownTrouble, type View, viewKeys, viewOf } from '../state/view.ts';
import { attempt } from './attempt.ts';

/**
 * Shows on the toolbar button what is stored.
 *
 * @param trouble what makes the stored number stale although nothing stored says so
 */
export async function showBadge(trouble?: ShownTrouble): Promise<void> {
  const stored = await read(...viewKeys);
  const view = viewOf(stored, Date.now());
  const { text, color, textColor, title } = badgeOf(
    trouble ? staleView(view, trouble) : view,
    choicesOf(stored.settings, stored.managed),
  );
  // One that a browser does not take costs the others nothing, and no poll.
  await Promise.all([
    attempt(() => browser.action.setBadgeText({ text })),
    attempt(() => browser.action.setBadgeBackgroundColor({ color })),
    attempt(() => browser.action.setBadgeTextColor({ color: textColor })),
  ]);
  await attempt(() => browser.action.setTitle({ title: title() }));
}

function staleView(view: View, trouble: ShownTrouble): View {
  if (view.state === 'fresh' || view.state === 'new') return { state: 'stale', known: view, trouble };
  return { ...view, state: 'stale', trouble };
}
