import { t } from '../i18n/index.ts';
import type { Organization } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { sanitizeText } from '../ui/sanitize-text.ts';
import './agent-line.css';

type AgentLineProps = { agent: NonNullable<PublicValues['agent']>; organizations: readonly Organization[] };

/** Names the agent whose sessions these are, as far as LiveChat tells, and the organization: text from outside. */
export function AgentLine({ agent, organizations }: AgentLineProps) {
  const { name = '', email = '', organizationId } = agent;
  const who = sanitizeText(name) || sanitizeText(email);
  const organization =
    organizations.find(({ id }) => id === organizationId)?.name ??
    t('organization_unnamed', organizationId.slice(0, 8));
  return (
    <p id="agent" class="agent" title={sanitizeText(organizationId)}>
      {who && (
        <>
          <bdi>{who}</bdi>
          {' · '}
        </>
      )}
      <bdi>{sanitizeText(organization)}</bdi>
    </p>
  );
}
