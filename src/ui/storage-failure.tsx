import { text } from '../i18n/index.ts';
import { Button } from './button.tsx';

/** Says, in place of a page, that the browser does not tell what is stored, and offers to try again. */
export function StorageFailure() {
  return (
    <main class="storage-failure">
      <h1>{text('extension_name')}</h1>
      <p role="alert">{text('error_storage_unreadable')}</p>
      <Button id="try-again" look="primary" onPress={() => location.reload()}>
        {text('try_again')}
      </Button>
    </main>
  );
}
