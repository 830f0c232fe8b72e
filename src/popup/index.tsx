import { render } from 'preact';
import { send } from '../state/protocol/messages.ts';
import { choicesOf } from '../state/settings.ts';
import { firstSessions, sessionsOf } from '../state/snapshot.ts';
import { readPublic } from '../state/store/page-store.ts';
import { onStoredChange } from '../state/store/storage.ts';
import { applyLanguage, applyTheme } from '../ui/appearance.ts';
import { reportFaults } from '../ui/report-faults.ts';
import { StorageFailure } from '../ui/storage-failure.tsx';
import { firstPaint } from './first-paint.ts';
import { firstKeys, Popup, type PopupProps, popupKeys } from './popup.tsx';

let keys: readonly (typeof popupKeys)[number][] = firstKeys;

/** Paints what is stored now, and tells what that was; nothing where it cannot be read. */
async function paint(): Promise<PopupProps['stored'] | undefined> {
  const stored = await readPublic(...keys).catch(() => undefined);
  if (!stored) {
    render(<StorageFailure />, document.body);
    return undefined;
  }
  applyTheme(choicesOf(stored.settings, stored.managed));
  render(<Popup stored={stored} sessions={sessionsOf(stored)} />, document.body);
  return stored;
}

reportFaults('popup');
onStoredChange(popupKeys, () => {
  painting = paint();
});
let painting = paint();
// While storage is read: the browser loads an extension's texts when it is asked for the first.
applyLanguage();
// A worker that starts, and a second rendering, would take the processor from the first paint.
await firstPaint();
keys = popupKeys;
// The last one that has read only those: meanwhile the list may have grown.
const stored = await painting;
if (stored?.snapshot?.sessions.length === firstSessions) paint();
// Storage tells the outcome, also that of a worker that stopped in between.
for (const command of [{ type: 'refreshServiceStatus' }, { type: 'refresh', trigger: 'popup' }] as const) {
  send(command).catch(() => undefined);
}
