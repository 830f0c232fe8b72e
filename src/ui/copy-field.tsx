import { useState } from 'preact/hooks';
import { text } from '../text/index.ts';
import { Button } from './button.tsx';

/** A value to take elsewhere: shown whole, selected by one click, copied by the button `copy-` + `id`. */
export function CopyField({ id, value }: { id: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // The browser may forbid it; the value can still be selected and copied by hand.
      setCopied(false);
    }
  };
  return (
    <div class="copy-field">
      <code id={id} dir="ltr">
        {value}
      </code>
      <Button id={`copy-${id}`} onPress={copy}>
        {text(copied ? 'copied' : 'copy')}
      </Button>
      <span class="unseen" role="status">
        {copied && text('copied')}
      </span>
    </div>
  );
}
