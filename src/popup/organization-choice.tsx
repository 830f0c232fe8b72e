import type { Choices } from '../state/settings.ts';
import { text } from '../text/index.ts';

type OrganizationChoiceProps = {
  choices: Pick<Choices, 'organizations' | 'organizationId'>;
  locked: boolean;
  onChange(organizationId: string): void;
};

/** Which of their organizations the agent signs in to; nothing for those who have named none. */
export function OrganizationChoice({ choices, locked, onChange }: OrganizationChoiceProps) {
  const { organizations, organizationId } = choices;
  if (organizations.length === 0) return null;
  return (
    <div class="organization">
      <label for="organization">{text('organization_choice')}</label>
      <select
        id="organization"
        value={organizationId}
        disabled={locked}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <option value="">{text('organization_any')}</option>
        {organizations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
