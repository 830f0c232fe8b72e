import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { t } from '../i18n/index.ts';
import { longestName, mostOrganizations, type Organization, organizationSchema } from '../state/settings.ts';
import { Button } from '../ui/button.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { Locked } from '../ui/locked.tsx';
import './organizations-field.css';

type OrganizationsFieldProps = {
  organizations: readonly Organization[];
  /** Names the one that the agent is signed in to: the ID to give a name to, if it has none yet. */
  current: string | undefined;
  locked: boolean;
  onSave(organizations: Organization[]): void;
};

/** Names the reason why an organization cannot be added. */
type Fault = 'name' | 'id' | 'listed' | 'full';

/** Lets the agent list organizations under names of their own, for the choice before signing in. */
export function OrganizationsField({ organizations, current, locked, onSave }: OrganizationsFieldProps) {
  const [name, setName] = useState('');
  const [id, setId] = useState<string>();
  const [fault, setFault] = useState<Fault>();
  // The last one that was removed, and its place in the list.
  const [removed, setRemoved] = useState<{ organization: Organization; index: number }>();
  const nameField = useRef<HTMLInputElement>(null);
  const isListed = (each: string | undefined) => organizations.some((other) => other.id === each);
  const idValue = id ?? (isListed(current) ? '' : (current ?? ''));

  const add = () => {
    const result = v.safeParse(organizationSchema(), { name, id: idValue });
    if (!result.success) return setFault(v.getDotPath(result.issues[0]) === 'id' ? 'id' : 'name');
    if (isListed(result.output.id)) return setFault('listed');
    if (organizations.length >= mostOrganizations) return setFault('full');
    setName('');
    setId(undefined);
    setRemoved(undefined);
    onSave([...organizations, result.output]);
  };
  const remove = (organization: Organization, index: number) => {
    setFault(undefined);
    setRemoved({ organization, index });
    // The button that has the focus goes.
    nameField.current?.focus();
    onSave(organizations.filter((other) => other !== organization));
  };
  const undoRemoval = ({ organization, index }: NonNullable<typeof removed>) => {
    setRemoved(undefined);
    nameField.current?.focus();
    onSave(organizations.toSpliced(index, 0, organization));
  };
  const type = (typed: { name?: string; id?: string }) => {
    setFault(undefined);
    if (typed.name !== undefined) setName(typed.name);
    if (typed.id !== undefined) setId(typed.id);
  };
  const handleEnter = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') add();
  };

  return (
    <fieldset class="field organizations">
      <legend>{t('options_organizations')}</legend>
      <p id="organizations-about" class="about">
        {t('options_organizations_about')}
      </p>
      {organizations.length > 0 && (
        <ul>
          {organizations.map((each, index) => (
            <li key={each.id}>
              <span>
                {each.name} <code>{each.id}</code>
              </span>
              {!locked && (
                <Button
                  name={t('options_organization_remove', each.name)}
                  onPress={() => remove(each, index)}
                >
                  {t('remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div class="removed" role="status">
        {removed && !locked && !isListed(removed.organization.id) && (
          <>
            <span>{t('options_organization_removed', removed.organization.name)}</span>
            <Button
              id="undo-removal"
              name={t('options_organization_keep', removed.organization.name)}
              onPress={() => undoRemoval(removed)}
            >
              {t('undo')}
            </Button>
          </>
        )}
      </div>
      {locked ? (
        <Locked />
      ) : (
        <div class="with-button">
          <p class="labelled">
            <label for="organization-name">{t('options_organization_name')}</label>
            <input
              ref={nameField}
              id="organization-name"
              type="text"
              autocomplete="off"
              maxLength={longestName}
              value={name}
              aria-invalid={fault === 'name'}
              aria-describedby={fault === 'name' ? 'organization-error' : 'organizations-about'}
              onInput={({ currentTarget }) => type({ name: currentTarget.value })}
              onKeyDown={handleEnter}
            />
          </p>
          <p class="labelled">
            <label for="organization-id">{t('options_organization_id')}</label>
            <input
              id="organization-id"
              type="text"
              dir="ltr"
              autocomplete="off"
              spellcheck={false}
              value={idValue}
              aria-invalid={fault === 'id' || fault === 'listed'}
              aria-describedby={fault && fault !== 'name' ? 'organization-error' : 'organizations-about'}
              onInput={({ currentTarget }) => type({ id: currentTarget.value })}
              onKeyDown={handleEnter}
            />
          </p>
          <Button id="add-organization" onPress={add}>
            {t('add')}
          </Button>
        </div>
      )}
      {fault && <ErrorText id="organization-error">{t(`options_organization_${fault}_wrong`)}</ErrorText>}
    </fieldset>
  );
}
