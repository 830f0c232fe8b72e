import { clock, t } from '../i18n/index.ts';
import { ago } from './ago.ts';
import { useNow } from './use-now.ts';

/** How old the count is; counts along while the popup is open. */
export function Age({ fetchedAt }: { fetchedAt: number }) {
  const now = useNow(1_000);
  return (
    <p id="age" class="age">
      <time dateTime={new Date(fetchedAt).toISOString()} title={clock(fetchedAt)}>
        {t('updated_ago', ago(fetchedAt, now))}
      </time>
    </p>
  );
}
