import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { useCopy } from './use-copy.ts';

/** Shows a value to take elsewhere: whole, selected by one click, copied by the button `copy-` + `id`. */
export function CopyField({ id, value }: { id: string; value: string }) {
  const { copy, outcome } = useCopy(value);
  return (
    <div class="copy-field">
      <code id={id} dir="ltr">
        {value}
      </code>
      <Button id={`copy-${id}`} onPress={copy}>
        {t(outcome === 'copied' ? 'copied' : 'copy')}
      </Button>
      <span class={outcome === 'copy_failed' ? 'error' : 'visually-hidden'} role="status">
        {outcome && t(outcome)}
      </span>
    </div>
  );
}
