import { render } from 'preact';
import { send } from '../state/messages.ts';
import { choicesOf } from '../state/settings.ts';
import { read } from '../state/shown.ts';
import { sessionsOf } from '../state/snapshot.ts';
import { onStoredChange } from '../state/storage.ts';
import { applyLanguage, applyTheme } from '../ui/look.ts';
import { firstPaint } from './first-paint.ts';
import { firstKeys, Popup, popupKeys } from './popup.tsx';

let keys: readonly (typeof popupKeys)[number][] = firstKeys;

/** Paints what is stored now. */
async function paint(): Promise<void> {
  const stored = await read(...keys);
  applyTheme(choicesOf(stored.settings, stored.managed));
  render(<Popup stored={stored} sessions={sessionsOf(stored)} />, document.body);
}

/** Paints the rest of many sessions, too, from now on. */
function paintAll(): Promise<void> {
  keys = popupKeys;
  return paint();
}

onStoredChange(popupKeys, paint);
const painted = paint();
// While storage is read: the browser loads an extension's texts when it is asked for the first.
applyLanguage();
await painted;
// A worker that starts, and a second rendering, would take the processor from the first paint.
await firstPaint();
paintAll();
// Storage tells the outcome, also that of a worker that stopped in between.
for (const command of [{ type: 'refreshServiceStatus' }, { type: 'refresh', trigger: 'popup' }] as const) {
  send(command).catch(() => undefined);
}
