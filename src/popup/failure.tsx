import { type TextKey, t } from '../i18n/index.ts';

/** Says that something the agent wanted did not happen. */
export function Failure({ of: key = 'error_internal' }: { of?: TextKey }) {
  return (
    <p class="failure" role="alert">
      {t(key)}
    </p>
  );
}
