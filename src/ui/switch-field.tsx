import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { aboutId, FieldWords } from './field-words.tsx';

type SwitchFieldProps = {
  id: string;
  label: string;
  about?: string;
  checked: boolean;
  locked: boolean;
  /** Takes the keyboard focus, and comes in sight, as soon as it is there. */
  focused?: boolean;
  onChange(checked: boolean): void;
  children?: ComponentChildren;
};

/** Shows a choice of yes or no. */
export function SwitchField({
  id,
  label,
  about,
  checked,
  locked,
  focused = false,
  onChange,
  children,
}: SwitchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  return (
    <div class="row">
      <FieldWords id={id} label={label} about={about} locked={locked}>
        {children}
      </FieldWords>
      <input
        ref={input}
        id={id}
        type="checkbox"
        checked={checked}
        disabled={locked}
        aria-describedby={aboutId(id, about)}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.checked);
          // Storage decides; a choice that the browser refused must not look taken.
          currentTarget.checked = checked;
        }}
      />
    </div>
  );
}
