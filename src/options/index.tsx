import { render } from 'preact';
import { onStoredChange, read } from '../state/stored.ts';
import { text } from '../text/index.ts';
import { Options } from './options.tsx';

/** Shows what is stored now. */
async function paint(): Promise<void> {
  const { settings = {} } = await read('settings');
  render(<Options settings={settings} />, document.body);
}

document.title = `${text('options_title')} – ${text('extension_name')}`;
onStoredChange(['settings'], paint);
await paint();
