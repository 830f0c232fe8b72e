import { useState } from 'preact/hooks';
import { useTimeout } from './use-timeout.ts';

/**
 * Copies a text to the clipboard.
 *
 * @returns how to copy it, and what came of it: for a while that it was copied; nothing once the text is another one
 */
export function useCopy(value: string): { copy(): void; outcome: 'copied' | 'copy_failed' | undefined } {
  const [last, setLast] = useState<{ value: string; outcome: 'copied' | 'copy_failed' }>();
  useTimeout(last?.outcome === 'copied' && last, 3_000, () => setLast(undefined));
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setLast({ value, outcome: 'copied' }),
      // The browser may forbid it; the text can still be selected and copied by hand.
      () => setLast({ value, outcome: 'copy_failed' }),
    );
  };
  return { copy, outcome: last?.value === value ? last.outcome : undefined };
}
