import { clock, t } from '../i18n/index.ts';
import { timeAgo } from './time-ago.ts';
import { useNow } from './use-now.ts';
import './updated-ago.css';

/** Says how old the count is, and counts along while the popup is open. */
export function UpdatedAgo({ fetchedAt }: { fetchedAt: number }) {
  const now = useNow(1_000);
  return (
    <p id="updated-ago" class="updated-ago">
      <time dateTime={new Date(fetchedAt).toISOString()} title={clock(fetchedAt)}>
        {t('updated_ago', timeAgo(fetchedAt, now))}
      </time>
    </p>
  );
}
