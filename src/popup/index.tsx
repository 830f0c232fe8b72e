import { render } from 'preact';
import { send } from '../state/messages.ts';
import { onStoredChange, read } from '../state/stored.ts';
import { Popup, popupKeys } from './popup.tsx';

/** Paints what is stored now. */
async function paint(): Promise<void> {
  render(<Popup stored={await read(...popupKeys)} />, document.body);
}

onStoredChange(popupKeys, paint);
await paint();
// Storage tells the outcome, also that of a worker that stopped in between.
send({ type: 'refreshServiceStatus' }).catch(() => undefined);
