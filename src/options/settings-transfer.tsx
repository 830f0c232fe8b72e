import { useRef, useState } from 'preact/hooks';
import { type TextKey, t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import type { Settings } from '../state/settings.ts';
import { type SettingsFileError, settingsFileOf, settingsFrom } from '../state/settings-json.ts';
import { Button } from '../ui/button.tsx';
import { useTimeout } from '../ui/use-timeout.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

const fileName = 'session-badge-settings.json';

/** Sets how long a file's address is good, in milliseconds. */
const revokeAfter = 60_000;

/** Gives the agent a file, by the browser's download of a link. */
function download(content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download begins some time after the click.
  setTimeout(() => URL.revokeObjectURL(url), revokeAfter);
}

const errorText = (failure: SettingsFileError): string =>
  'name' in failure
    ? t(`options_import_${failure.error}`, sanitizeText(failure.name, 60))
    : t('options_import_not_settings');

type SettingsTransferProps = {
  settings: Settings;
  /** Resolves to whether they were saved. */
  onReplace(settings: Settings): Promise<boolean>;
};

/** Saves the settings to a file, reads them from one, and resets them to how they came. */
export function SettingsTransfer({ settings, onReplace }: SettingsTransferProps) {
  const input = useRef<HTMLInputElement>(null);
  // What there is to confirm: settings from a file, or the reset.
  const [asked, setAsked] = useState<{ file: string; settings: Settings } | 'reset'>();
  const close = () => setAsked(undefined);
  const [message, setMessage] = useState<{ tone: 'good' | 'error'; words: string }>();
  useTimeout(message?.tone === 'good' && message, 4_000, () => setMessage(undefined));

  const replace = async (replacement: Settings, done: TextKey) => {
    const isSaved = await onReplace(replacement);
    setMessage(
      isSaved ? { tone: 'good', words: t(done) } : { tone: 'error', words: t('options_save_failed') },
    );
  };
  const readFrom = async (file: File) => {
    // A file that cannot be read has no settings in it.
    const result = settingsFrom(await file.text().catch(() => ''));
    if ('error' in result) {
      setMessage({ tone: 'error', words: errorText(result) });
      return;
    }
    setMessage(undefined);
    setAsked({ file: file.name, settings: result.settings });
  };
  const chosen = typeof asked === 'object' ? asked : undefined;

  return (
    <>
      <p class="about">{t('options_file_about')}</p>
      <div class="actions">
        <Button id="export" onPress={() => download(settingsFileOf(settings))}>
          {t('options_export')}
        </Button>
        <Button id="import" onPress={() => input.current?.click()}>
          {t('options_import')}
        </Button>
        <Button id="reset" variant="ghost" onPress={() => setAsked('reset')}>
          {t('options_reset')}
        </Button>
      </div>
      <input
        ref={input}
        id="import-file"
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('options_import')}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) readFrom(file);
          // The same file may be chosen again, once it is mended.
          currentTarget.value = '';
        }}
      />
      <p id="file-outcome" class={message?.tone} role="status">
        {message?.words}
      </p>
      <ConfirmDialog
        id="import"
        isOpen={chosen !== undefined}
        title={t('options_import_title')}
        confirm={t('options_import_confirm')}
        onConfirm={() => {
          close();
          if (chosen) replace(chosen.settings, 'options_imported');
        }}
        onClose={close}
      >
        {t('options_import_about', sanitizeText(chosen?.file ?? '', 60))}
      </ConfirmDialog>
      <ConfirmDialog
        id="reset"
        isOpen={asked === 'reset'}
        title={t('options_reset_title')}
        confirm={t('options_reset_confirm')}
        onConfirm={() => {
          close();
          replace({}, 'options_reset_done');
        }}
        onClose={close}
      >
        {t('options_reset_about')}
      </ConfirmDialog>
    </>
  );
}
