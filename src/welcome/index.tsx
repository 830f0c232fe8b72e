import { render } from 'preact';
import { choicesOf } from '../state/settings.ts';
import { read } from '../state/shown.ts';
import { onStoredChange } from '../state/storage.ts';
import { text } from '../text/index.ts';
import { applyLanguage, applyTheme } from '../ui/look.ts';
import { reportFaults } from '../ui/report-faults.ts';
import { Welcome, welcomeKeys } from './welcome.tsx';

/** Shows what is stored now. */
async function paint(): Promise<void> {
  const stored = await read(...welcomeKeys);
  applyTheme(choicesOf(stored.settings, stored.managed));
  render(<Welcome stored={stored} />, document.body);
}

reportFaults('welcome');
document.title = `${text('welcome_title')} – ${text('extension_name')}`;
applyLanguage();
onStoredChange(welcomeKeys, paint);
await paint();
