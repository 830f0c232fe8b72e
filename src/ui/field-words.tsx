import type { ComponentChildren } from 'preact';
import { Locked } from './locked.tsx';

type FieldWordsProps = {
  /** Names the field that they are about. */
  id: string;
  label: string;
  about: string | undefined;
  locked: boolean;
  children: ComponentChildren;
};

/** Shows the words beside a field: its label, its small print, and who has decided in the agent's place. */
export const FieldWords = ({ id, label, about, locked, children }: FieldWordsProps) => (
  <div>
    <label for={id}>{label}</label>
    {about && (
      <p id={aboutId(id, about)} class="about">
        {about}
      </p>
    )}
    {locked && <Locked />}
    {children}
  </div>
);

/** Names the small print that describes a field; absent where there is none. */
export const aboutId = (id: string, about: string | undefined): string | undefined => about && `${id}-about`;
