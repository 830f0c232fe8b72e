import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';

/** Says in place of a page that the browser does not tell what is stored, and offers to try again. */
export function StorageFailure() {
  return (
    <main class="storage-failure">
      <h1>{t('extension_name')}</h1>
      <p role="alert">{t('error_storage_unreadable')}</p>
      <Button id="try-again" variant="primary" onPress={() => location.reload()}>
        {t('try_again')}
      </Button>
    </main>
  );
}
