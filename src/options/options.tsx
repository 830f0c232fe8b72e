import { useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { Settings } from '../state/settings.ts';
import { read, write } from '../state/stored.ts';
import { text } from '../text/index.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Logo } from '../ui/logo.tsx';
import { ClientIdField } from './client-id-field.tsx';
import { GrantField } from './grant-field.tsx';

/** The settings page. Every change saves itself. */
export function Options({ settings }: { settings: Settings }) {
  const [outcome, setOutcome] = useState<'' | 'saved' | 'failed'>('');
  const save = async (change: (settings: Settings) => Settings) => {
    setOutcome('');
    try {
      const { settings: latest = {} } = await read('settings');
      await write({ settings: change(latest) });
      setOutcome('saved');
    } catch {
      setOutcome('failed');
    }
  };
  return (
    <main>
      <header>
        <Logo />
        <div>
          <h1>{text('options_title')}</h1>
          <p class="about">{text('extension_name')}</p>
        </div>
        <p id="outcome" class={outcome} role="status">
          {outcome === 'saved' && text('options_saved')}
          {outcome === 'failed' && text('options_save_failed')}
        </p>
      </header>
      <section aria-labelledby="redirect-uri-title">
        <h2 id="redirect-uri-title">{text('options_redirect_uri')}</h2>
        <p class="about">{text('options_redirect_uri_about')}</p>
        <CopyField id="redirect-uri" value={browser.runtime.getURL('authorize/index.html')} />
      </section>
      <ClientIdField clientId={settings.clientId ?? ''} onSave={save} />
      <GrantField grant={settings.grant} onSave={save} />
    </main>
  );
}
