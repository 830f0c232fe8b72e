import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { AccountLink } from './stranger-notice.tsx';
import './session-question.css';

type SessionQuestionProps = {
  name: string;
  onConfirm(): void;
  /** Ends it; absent where that is not possible here. */
  onDeny: (() => void) | undefined;
};

/** Asks whether a new session is the agent's own, and says what to do about one that cannot be ended here. */
export function SessionQuestion({ name, onConfirm, onDeny }: SessionQuestionProps) {
  return (
    <div class="question">
      <p>{t('was_this_you')}</p>
      <Button name={t('thats_me_named', name)} onPress={onConfirm}>
        {t('thats_me')}
      </Button>
      {onDeny ? (
        <Button name={t('not_me_named', name)} onPress={onDeny}>
          {t('not_me')}
        </Button>
      ) : (
        <span>
          {t('end_at_livechat')} <AccountLink />
        </span>
      )}
    </div>
  );
}
