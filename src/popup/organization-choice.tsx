import { t } from '../i18n/index.ts';
import type { Choices } from '../state/settings.ts';
import './organization-choice.css';

type OrganizationChoiceProps = {
  choices: Pick<Choices, 'organizations' | 'organizationId'>;
  locked: boolean;
  onChange(organizationId: string): void;
};

/** Lets the agent choose the organization to sign in to; shows nothing to those who have named none. */
export function OrganizationChoice({ choices, locked, onChange }: OrganizationChoiceProps) {
  const { organizations, organizationId } = choices;
  const isListed = organizationId === '' || organizations.some(({ id }) => id === organizationId);
  // One that only an administrator knows has no name here.
  const offered = isListed ? organizations : [...organizations, { id: organizationId, name: organizationId }];
  if (offered.length === 0) return null;
  return (
    <div class="organization">
      <label for="organization">{t('organization_choice')}</label>
      <select
        id="organization"
        value={organizationId}
        disabled={locked}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <option value="">{t('organization_any')}</option>
        {offered.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
