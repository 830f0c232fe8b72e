import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import './shortcut-field.css';

/** Opens the page on which the browser lets people change shortcuts; extensions cannot change them. */
async function openShortcutSettings(): Promise<void> {
  if ('openShortcutSettings' in browser.commands) await browser.commands.openShortcutSettings();
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}

/** Shows the keyboard shortcut that opens the popup, and the way to change it. */
export function ShortcutField() {
  const [shortcut, setShortcut] = useState<string>();
  useEffect(() => {
    const update = async () => {
      const commands = await browser.commands.getAll();
      setShortcut(commands.find(({ name }) => name === '_execute_action')?.shortcut ?? '');
    };
    update();
    // The agent is back from the browser's own page.
    window.addEventListener('focus', update);
    return () => window.removeEventListener('focus', update);
  }, []);
  return (
    <div class="row">
      <div>
        <h3>{t('options_shortcut')}</h3>
        <p class="about">
          {shortcut === '' ? t('options_shortcut_none') : <kbd id="shortcut">{shortcut}</kbd>}
        </p>
      </div>
      <Button id="change-shortcut" onPress={openShortcutSettings}>
        {t('options_shortcut_change')}
      </Button>
    </div>
  );
}
