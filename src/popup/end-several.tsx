import { plural, t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';

type EndSeveralProps = {
  /** Names the button in the page; the one that confirms has `-confirm` behind it. */
  id?: string;
  label: string;
  /** Says more than the label, which it begins with: which sessions. */
  name?: string;
  count: number;
  onConfirm(): void;
};

/** Ends several sessions, after saying how many. */
export function EndSeveral({ id, label, name, count, onConfirm }: EndSeveralProps) {
  return (
    <Disclosure id={id} label={label} name={name}>
      {(close) => (
        <>
          <p>{plural('end_several_about', count)}</p>
          <div class="actions">
            <Button
              id={id && `${id}-confirm`}
              variant="danger"
              onPress={() => {
                close();
                onConfirm();
              }}
            >
              {plural('end_several_confirm', count)}
            </Button>
            <Button onPress={close}>{t('cancel')}</Button>
          </div>
        </>
      )}
    </Disclosure>
  );
}
