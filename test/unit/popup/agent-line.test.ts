import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import { expect, test } from 'vitest';
import { AgentLine } from '../../../src/popup/agent-line.tsx';

/** Reads the text of what is rendered. */
const textOf = (rendered: ComponentChildren): string =>
  toChildArray(rendered)
    .map((child) =>
      isValidElement(child)
        ? textOf((child as VNode<{ children?: ComponentChildren }>).props.children)
        : String(child),
    )
    .join('');

const organizationId = 'b2185556-634c-4ecf-b4c9-bcf8b65bc853';
const known = { accountId: 'account', organizationId };
const acme = { id: organizationId, name: 'Acme' };

test.each([
  ['nothing has a name', known, [], ''],
  ['only the agent has a name', { ...known, name: 'Ada' }, [], 'Ada'],
  ['the agent has an e-mail address alone', { ...known, email: 'ada@example.com' }, [], 'ada@example.com'],
  ['only the organization has a name', known, [acme], 'Acme'],
  ['both have one', { ...known, name: 'Ada' }, [acme], 'Ada · Acme'],
  ['the name shows nothing', { ...known, name: '\u200b' }, [{ ...acme, name: '\u202e' }], ''],
])('when %s', (_, agent, organizations, said) => {
  expect(textOf(AgentLine({ agent, organizations }))).toBe(said);
});
