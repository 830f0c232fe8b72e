import type { ComponentChildren } from 'preact';
import { Locked } from '../ui/locked.tsx';

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
      <div>
        <label for={id}>{label}</label>
        {about && (
          <p id={`${id}-about`} class="about">
            {about}
          </p>
        )}
        {locked && <Locked />}
        {children}
      </div>
      <select
        id={id}
        value={value}
        disabled={locked}
        aria-describedby={about && `${id}-about`}
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
