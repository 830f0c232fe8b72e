import { render } from 'preact';
import { t } from '../i18n/index.ts';
import { choicesOf } from '../state/settings.ts';
import { readPublic } from '../state/store/page-store.ts';
import { onStoredChange } from '../state/store/storage.ts';
import { applyLanguage, applyTheme } from '../ui/appearance.ts';
import { reportFaults } from '../ui/report-faults.ts';
import { StorageFailure } from '../ui/storage-failure.tsx';
import { Welcome, welcomeKeys } from './welcome.tsx';

/** Shows what is stored now, or that it cannot be readPublic. */
async function paint(): Promise<void> {
  const stored = await readPublic(...welcomeKeys).catch(() => undefined);
  applyTheme(choicesOf(stored?.settings, stored?.managed));
  render(stored ? <Welcome stored={stored} /> : <StorageFailure />, document.body);
}

reportFaults('welcome');
document.title = `${t('welcome_title')} – ${t('extension_name')}`;
applyLanguage();
onStoredChange(welcomeKeys, paint);
await paint();
// Time alone makes a number old, or an answer late.
setInterval(paint, 5_000);
