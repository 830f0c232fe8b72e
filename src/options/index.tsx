import { render } from 'preact';
import { choicesOf } from '../state/settings.ts';
import { onStoredChange, read } from '../state/stored.ts';
import { text } from '../text/index.ts';
import { dress } from '../ui/dress.ts';
import { Options, optionsKeys } from './options.tsx';

/** Shows what is stored now. */
async function paint(): Promise<void> {
  const stored = await read(...optionsKeys);
  dress(choicesOf(stored.settings, stored.managed));
  render(<Options stored={stored} />, document.body);
}

document.title = `${text('options_title')} – ${text('extension_name')}`;
onStoredChange(optionsKeys, paint);
await paint();
