import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { UpdatedAgo } from './updated-ago.tsx';
import './summary.css';

type SummaryProps = {
  /** Tells how old the number is; absent where it is told elsewhere, or there is none. */
  fetchedAt?: number | undefined;
  /** Says what the button does. All but to refresh is what comes next. */
  button: 'refresh' | 'try_again' | 'allow';
  /** Tells that an answer is awaited. */
  busy: boolean;
  onRefresh(): void;
  /** Says what there is, in words. */
  children: ComponentChildren;
};

/** Shows in one line how many there are, how old that number is, and the button that asks for another one. */
export function Summary({ fetchedAt, button, busy, onRefresh, children }: SummaryProps) {
  const isQuiet = button === 'refresh';
  const text = t(button);
  return (
    <section class="summary" aria-labelledby="count-line">
      <div class="words">
        <p id="count-line">{children}</p>
        {fetchedAt !== undefined && <UpdatedAgo fetchedAt={fetchedAt} />}
      </div>
      <Button
        id="refresh"
        variant={isQuiet ? 'ghost' : 'primary'}
        {...(isQuiet && { label: text })}
        disabled={busy}
        onPress={onRefresh}
      >
        <Icon name="refresh" spinning={busy} />
        {!isQuiet && text}
      </Button>
    </section>
  );
}
