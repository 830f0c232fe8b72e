import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';

type EndCurrentProps = {
  name: string;
  focused: boolean;
  onConfirm(): void;
  /** Stands beside the button, before its question. */
  children: ComponentChildren;
};

/** Ends our own session, after saying that this signs the extension out. */
export function EndCurrent({ name, focused, onConfirm, children }: EndCurrentProps) {
  return (
    <Disclosure
      id="ask-end-current"
      label={t('end_session')}
      name={t('end_session_named', name)}
      beside={children}
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
