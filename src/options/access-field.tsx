import { useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

type AccessFieldProps = {
  /** Tells whether the extension may reach LiveChat. */
  held: boolean;
  /** Resolves to whether the agent has allowed it. */
  onRequest(): Promise<boolean>;
};

/** Asks for what the browser has to allow before anything else works, where its question can be seen: in a tab. */
export function AccessField({ held, onRequest }: AccessFieldProps) {
  const [isRefused, setIsRefused] = useState(false);
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
            <Button
              id="allow-access"
              variant="primary"
              focused
              onPress={async () => setIsRefused(!(await onRequest()))}
            >
              {t('allow')}
            </Button>
          </div>
          {isRefused && (
            <p class="error" role="alert">
              {t('options_access_refused')}
            </p>
          )}
        </>
      )}
    </div>
  );
}
