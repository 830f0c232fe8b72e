import type { Organization } from '../state/settings.ts';
import type { Shown } from '../state/shown.ts';
import { text } from '../text/index.ts';

type AgentLineProps = { agent: NonNullable<Shown['agent']>; organizations: readonly Organization[] };

/** Whose sessions these are: the agent, as far as LiveChat tells, and the organization. */
export function AgentLine({ agent, organizations }: AgentLineProps) {
  const { name, email, organizationId } = agent;
  const organization =
    organizations.find(({ id }) => id === organizationId)?.name ??
    text('organization_unnamed', organizationId.slice(0, 8));
  return (
    <p id="agent" class="agent" title={organizationId}>
      {[name || email, organization].filter(Boolean).join(' · ')}
    </p>
  );
}
