import { config } from '../config/index.ts';
import type { Grant } from '../config/schema.ts';
import type { Settings } from '../state/settings.ts';
import { text } from '../text/index.ts';

const grants: readonly Grant[] = ['code', 'implicit'];

type GrantFieldProps = {
  grant: Grant | undefined;
  onSave(change: (settings: Settings) => Settings): void;
};

/** How the access token is asked for: what the agent chose, or else what the build says. */
export function GrantField({ grant = config.grant, onSave }: GrantFieldProps) {
  return (
    <fieldset>
      <legend>{text('options_grant')}</legend>
      {grants.map((choice) => (
        <label key={choice} class="choice">
          <input
            type="radio"
            name="grant"
            value={choice}
            checked={grant === choice}
            aria-describedby={`grant-${choice}-about`}
            onChange={() => onSave((settings) => ({ ...settings, grant: choice }))}
          />
          <span>
            <span>{text(`options_grant_${choice}`)}</span>
            <span id={`grant-${choice}-about`} class="about">
              {text(`options_grant_${choice}_about`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
