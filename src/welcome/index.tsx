import { render } from 'preact';
import { choicesOf } from '../state/settings.ts';
import { read } from '../state/shown.ts';
import { onStoredChange } from '../state/storage.ts';
import { text } from '../text/index.ts';
import { dress, speak } from '../ui/dress.ts';
import { Welcome, welcomeKeys } from './welcome.tsx';

/** Shows what is stored now. */
async function paint(): Promise<void> {
  const stored = await read(...welcomeKeys);
  dress(choicesOf(stored.settings, stored.managed));
  render(<Welcome stored={stored} />, document.body);
}

document.title = `${text('welcome_title')} – ${text('extension_name')}`;
speak();
onStoredChange(welcomeKeys, paint);
await paint();
