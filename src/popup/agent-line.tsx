import { Fragment } from 'preact';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import type { Organization } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import './agent-line.css';

type AgentLineProps = { agent: NonNullable<PublicValues['agent']>; organizations: readonly Organization[] };

/** Names the agent whose sessions these are and the organization, as far as there are names: text from outside. */
export function AgentLine({ agent, organizations }: AgentLineProps) {
  const { name = '', email = '', organizationId } = agent;
  const organization = organizations.find(({ id }) => id === organizationId)?.name ?? '';
  const names = [sanitizeText(name) || sanitizeText(email), sanitizeText(organization)].filter(Boolean);
  if (names.length === 0) return null;
  return (
    <p id="agent" class="agent">
      {names.map((each, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          <bdi>{each}</bdi>
        </Fragment>
      ))}
    </p>
  );
}
