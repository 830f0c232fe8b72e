import type { ComponentChildren } from 'preact';
import { aboutId, FieldWords } from '../ui/field-words.tsx';

type SelectFieldProps = {
  id: string;
  label: string;
  about?: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  locked: boolean;
  onChange(value: string): void;
  children?: ComponentChildren;
};

/** Shows a choice of one among several that need no explanation. */
export function SelectField({
  id,
  label,
  about,
  value,
  choices,
  locked,
  onChange,
  children,
}: SelectFieldProps) {
  return (
    <div class="row">
      <FieldWords id={id} label={label} about={about} locked={locked}>
        {children}
      </FieldWords>
      <select
        id={id}
        value={value}
        disabled={locked}
        aria-describedby={aboutId(id, about)}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
          // Storage decides; a choice that the browser refused must not look taken.
          currentTarget.value = value;
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
