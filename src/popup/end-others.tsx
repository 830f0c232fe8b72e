import { plural, t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';

/** Ends all other sessions, after saying how many. */
export function EndOthers({ count, onConfirm }: { count: number; onConfirm(): void }) {
  return (
    <Disclosure id="end-others" label={t('end_others')}>
      {(close) => (
        <>
          <p>{plural('end_others_about', count)}</p>
          <div class="actions">
            <Button
              id="end-others-confirm"
              variant="danger"
              onPress={() => {
                close();
                onConfirm();
              }}
            >
              {plural('end_others_confirm', count)}
            </Button>
            <Button onPress={close}>{t('cancel')}</Button>
          </div>
        </>
      )}
    </Disclosure>
  );
}
