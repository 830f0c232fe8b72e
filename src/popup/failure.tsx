import { type TextKey, t } from '../i18n/index.ts';
import './failure.css';

/** Says that something the agent wanted did not happen. */
export function Failure({ text = 'error_internal' }: { text?: TextKey }) {
  return (
    <p class="failure" role="alert">
      {t(text)}
    </p>
  );
}
