import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { mostOrganizations, type Organization, organizationSchema } from '../state/settings.ts';
import { text } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { Locked } from '../ui/locked.tsx';

type OrganizationsFieldProps = {
  organizations: readonly Organization[];
  /** The one that the agent is signed in to: the ID to give a name to, if it has none yet. */
  current: string | undefined;
  locked: boolean;
  onSave(organizations: Organization[]): void;
};

/** The agent's organizations under names of their own, for the choice before signing in. */
export function OrganizationsField({ organizations, current, locked, onSave }: OrganizationsFieldProps) {
  const [name, setName] = useState('');
  const [id, setId] = useState<string>();
  const [isWrong, setIsWrong] = useState(false);
  const isListed = (each: string | undefined) => organizations.some((other) => other.id === each);
  const shownId = id ?? (isListed(current) ? '' : (current ?? ''));

  const add = () => {
    const result = v.safeParse(organizationSchema, { name, id: shownId });
    const isNew = result.success && !isListed(result.output.id) && organizations.length < mostOrganizations;
    setIsWrong(!isNew);
    if (!isNew) return;
    setName('');
    setId('');
    onSave([...organizations, result.output]);
  };
  const handleEnter = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') add();
  };

  return (
    <fieldset class="field organizations">
      <legend>{text('options_organizations')}</legend>
      <p id="organizations-about" class="about">
        {text('options_organizations_about')}
      </p>
      {organizations.length > 0 && (
        <ul>
          {organizations.map((each) => (
            <li key={each.id}>
              <span>
                {each.name} <code>{each.id}</code>
              </span>
              {!locked && (
                <Button
                  name={text('options_organization_remove', each.name)}
                  onPress={() => onSave(organizations.filter((other) => other !== each))}
                >
                  {text('remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {locked ? (
        <Locked />
      ) : (
        <div class="with-button">
          <input
            id="organization-name"
            type="text"
            autocomplete="off"
            maxLength={60}
            aria-label={text('options_organization_name')}
            placeholder={text('options_organization_name')}
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
            onKeyDown={handleEnter}
          />
          <input
            id="organization-id"
            type="text"
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            aria-label={text('options_organization_id')}
            placeholder={text('options_organization_id')}
            value={shownId}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? 'organization-error' : 'organizations-about'}
            onInput={({ currentTarget }) => setId(currentTarget.value)}
            onKeyDown={handleEnter}
          />
          <Button id="add-organization" onPress={add}>
            {text('add')}
          </Button>
        </div>
      )}
      {isWrong && (
        <p id="organization-error" class="error" role="alert">
          {text('options_organization_wrong')}
        </p>
      )}
    </fieldset>
  );
}
