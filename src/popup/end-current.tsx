import { text } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';

type EndCurrentProps = { name: string; focused: boolean; onConfirm(): void };

/** Ends our own session, after saying that this signs the extension out. */
export function EndCurrent({ name, focused, onConfirm }: EndCurrentProps) {
  return (
    <Disclosure label={text('end_session')} name={text('end_session_named', name)} focused={focused}>
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
