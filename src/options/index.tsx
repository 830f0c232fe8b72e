import { render } from 'preact';
import { diagnosticsItem } from '../state/diagnostics.ts';
import { choicesOf } from '../state/settings.ts';
import { shownItems } from '../state/shown-items.ts';
import { onStoredChange, readItems } from '../state/storage.ts';
import { text } from '../text/index.ts';
import { applyLanguage, applyTheme } from '../ui/look.ts';
import { reportFaults } from '../ui/report-faults.ts';
import { Options, optionsKeys } from './options.tsx';

/** Shows what is stored now. */
async function paint(): Promise<void> {
  const stored = await readItems({ ...shownItems, diagnostics: diagnosticsItem }, optionsKeys);
  applyTheme(choicesOf(stored.settings, stored.managed));
  render(<Options stored={stored} />, document.body);
}

reportFaults('options');
document.title = `${text('options_title')} – ${text('extension_name')}`;
applyLanguage();
onStoredChange(optionsKeys, paint);
await paint();
