import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { Icon } from '../ui/icon.tsx';

type AccessFieldProps = {
  /** Tells whether the extension may reach LiveChat. */
  held: boolean;
  /** Tells that they were asked in vain. */
  isRefused: boolean;
  onRequest(): void;
};

/** Asks for what the browser has to allow before anything else works, where its question can be seen: in a tab. */
export function AccessField({ held, isRefused, onRequest }: AccessFieldProps) {
  return (
    <div class="field">
      <div role="status">
        {held && (
          <p id="access-done" class="good">
            <Icon name="check" /> {t('options_access_done')}
          </p>
        )}
      </div>
      {!held && (
        <>
          <p class="about">{t('options_access_about')}</p>
          <div class="actions">
            <Button id="allow-access" variant="primary" focused onPress={onRequest}>
              {t('allow')}
            </Button>
          </div>
          {isRefused && <ErrorText>{t('options_access_refused')}</ErrorText>}
        </>
      )}
    </div>
  );
}
