import { render } from 'preact';
import { t } from '../i18n/index.ts';
import { diagnosticsItem } from '../state/diagnostics.ts';
import { requestsItem } from '../state/request-log.ts';
import { choicesOf } from '../state/settings.ts';
import { publicItems } from '../state/store/public-items.ts';
import { onStoredChange, readItems } from '../state/store/storage.ts';
import { applyLanguage, applyTheme } from '../ui/appearance.ts';
import { reportFaults } from '../ui/report-faults.ts';
import { StorageFailure } from '../ui/storage-failure.tsx';
import { Options, optionsKeys } from './options.tsx';

/** Shows what is stored now, or that it cannot be read. */
async function paint(): Promise<void> {
  const items = { ...publicItems, diagnostics: diagnosticsItem, requests: requestsItem };
  const stored = await readItems(items, optionsKeys).catch(() => undefined);
  applyTheme(choicesOf(stored?.settings, stored?.managed));
  render(stored ? <Options stored={stored} /> : <StorageFailure />, document.body);
}

reportFaults('options');
document.title = `${t('options_title')} – ${t('extension_name')}`;
applyLanguage();
onStoredChange(optionsKeys, paint);
await paint();
