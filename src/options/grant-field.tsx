import type { Grant } from '../config/schema.ts';
import { t } from '../i18n/index.ts';
import { Locked } from '../ui/locked.tsx';
import { Term } from '../ui/term.tsx';
import './grant-field.css';

const grants: readonly Grant[] = ['code', 'implicit'];

type GrantFieldProps = { grant: Grant; locked: boolean; onSave(grant: Grant): void };

/** Lets the agent choose how the access token is asked for. */
export function GrantField({ grant, locked, onSave }: GrantFieldProps) {
  return (
    <fieldset class="row" disabled={locked}>
      <legend>{t('options_grant')}</legend>
      {grants.map((choice) => (
        <label key={choice} class="choice">
          <input
            type="radio"
            name="grant"
            value={choice}
            checked={grant === choice}
            aria-describedby={`grant-${choice}-about`}
            onChange={() => onSave(choice)}
          />
          <span>
            <span>
              {t(`options_grant_${choice}`)} <Term>{t(`options_grant_${choice}_term`)}</Term>
            </span>
            <span id={`grant-${choice}-about`} class="about">
              {t(`options_grant_${choice}_about`)}
            </span>
          </span>
        </label>
      ))}
      {locked && <Locked />}
    </fieldset>
  );
}
