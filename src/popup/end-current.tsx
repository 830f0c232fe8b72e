import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';

type EndCurrentProps = { name: string; focused: boolean; onConfirm(): void };

/** Ends our own session, after saying that this signs the extension out. */
export function EndCurrent({ name, focused, onConfirm }: EndCurrentProps) {
  return (
    <Disclosure
      id="ask-end-current"
      label={t('end_session')}
      name={t('end_session_named', name)}
      focused={focused}
    >
      {(close) => (
        <>
          <p>{t('end_current_about')}</p>
          <div class="actions">
            <Button id="end-current" variant="danger" onPress={onConfirm}>
              {t('end_current_confirm')}
            </Button>
            <Button onPress={close}>{t('cancel')}</Button>
          </div>
        </>
      )}
    </Disclosure>
  );
}
