import { text } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';

/** Ends our own session, after saying that this signs the extension out. */
export function EndCurrent({ name, onConfirm }: { name: string; onConfirm(): void }) {
  return (
    <Disclosure label={text('end_session')} name={text('end_session_named', name)}>
      {(close) => (
        <>
          <p>{text('end_current_about')}</p>
          <div class="actions">
            <Button id="end-current" look="danger" onPress={onConfirm}>
              {text('end_current_confirm')}
            </Button>
            <Button onPress={close}>{text('cancel')}</Button>
          </div>
        </>
      )}
    </Disclosure>
  );
}
