import { render } from 'preact';
import { send } from '../state/messages.ts';
import { choicesOf } from '../state/settings.ts';
import { read } from '../state/shown.ts';
import { firstSessions, sessionsOf } from '../state/snapshot.ts';
import { onStoredChange } from '../state/storage.ts';
import { applyLanguage, applyTheme } from '../ui/look.ts';
import { firstPaint } from './first-paint.ts';
import { firstKeys, Popup, type PopupProps, popupKeys } from './popup.tsx';

let keys: readonly (typeof popupKeys)[number][] = firstKeys;

/** Paints what is stored now, and tells what that was. */
async function paint(): Promise<PopupProps['stored']> {
  const stored = await read(...keys);
  applyTheme(choicesOf(stored.settings, stored.managed));
  render(<Popup stored={stored} sessions={sessionsOf(stored)} />, document.body);
  return stored;
}

onStoredChange(popupKeys, paint);
const painting = paint();
// While storage is read: the browser loads an extension's texts when it is asked for the first.
applyLanguage();
const { snapshot } = await painting;
// A worker that starts, and a second rendering, would take the processor from the first paint.
await firstPaint();
keys = popupKeys;
if (snapshot?.sessions.length === firstSessions) paint();
// Storage tells the outcome, also that of a worker that stopped in between.
for (const command of [{ type: 'refreshServiceStatus' }, { type: 'refresh', trigger: 'popup' }] as const) {
  send(command).catch(() => undefined);
}
