import { render } from 'preact';
import { send } from '../state/messages.ts';
import { choicesOf } from '../state/settings.ts';
import { read } from '../state/shown.ts';
import { onStoredChange } from '../state/storage.ts';
import { dress, speak } from '../ui/dress.ts';
import { Popup, popupKeys } from './popup.tsx';

/** Paints what is stored now. */
async function paint(): Promise<void> {
  const stored = await read(...popupKeys);
  dress(choicesOf(stored.settings, stored.managed));
  render(<Popup stored={stored} />, document.body);
}

onStoredChange(popupKeys, paint);
const painted = paint();
// While storage is read: the browser loads an extension's texts when it is asked for the first.
speak();
await painted;
// Storage tells the outcome, also that of a worker that stopped in between.
send({ type: 'refreshServiceStatus' }).catch(() => undefined);
