import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import './disclosure.css';

type DisclosureProps = {
  id?: string | undefined;
  /** Labels the button, but for the three dots, which say that nothing happens yet. */
  label: string;
  /** Names the button to a screen reader; begins with the label. */
  name?: string | undefined;
  /** Stands beside the button, before what opens: the focus moves as the eye does. */
  beside?: ComponentChildren;
  /** Takes the focus as soon as it is there, as a button's does. */
  focused?: boolean;
  /** Renders what opens below; `close` puts it away and gives the focus back to the button. */
  children(close: () => void): ComponentChildren;
};

/** Shows a ghost button that opens more, which its parent lays out as a row of its own. */
export function Disclosure({ id, label, name, beside, focused = false, children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <Button
        id={id}
        variant="ghost"
        name={name && t('opens_panel', name)}
        focused={focused}
        expanded={isOpen}
        elementRef={button}
        onPress={() => setOpen(!isOpen)}
      >
        {t('opens_panel', label)}
      </Button>
      {beside}
      {isOpen && (
        <fieldset class="panel" aria-label={label}>
          {children(close)}
        </fieldset>
      )}
    </>
  );
}
