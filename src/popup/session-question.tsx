import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import './session-question.css';

type SessionQuestionProps = { name: string; onConfirm(): void; onDeny(): void };

/** Asks whether a new session is the agent's own. */
export function SessionQuestion({ name, onConfirm, onDeny }: SessionQuestionProps) {
  return (
    <div class="question">
      <p>{t('was_this_you')}</p>
      <Button name={t('thats_me_named', name)} onPress={onConfirm}>
        {t('thats_me')}
      </Button>
      <Button name={t('not_me_named', name)} onPress={onDeny}>
        {t('not_me')}
      </Button>
    </div>
  );
}
