import { useEffect, useState } from 'preact/hooks';
import * as v from 'valibot';
import { config } from '../config/index.ts';
import { clientIdSchema, type Flow } from '../config/schema.ts';
import { t } from '../i18n/index.ts';
import type { ClientTestOutcome } from '../livechat/test-client.ts';
import { send } from '../state/protocol/messages.ts';
import { redirectUri } from '../state/protocol/redirect-uri.ts';
import { flows } from '../state/settings.ts';
import { Button } from './button.tsx';
import { ErrorText } from './error-text.tsx';
import { Icon } from './icon.tsx';
import { Locked } from './locked.tsx';

type ClientIdFieldProps = {
  clientId: string;
  locked?: boolean;
  onSave(clientId: string): void;
};

/** Describes the client that LiveChat was asked about, and what came of it for each flow, once it has answered. */
type Test = { clientId: string; outcomes?: FlowOutcome[] };

type FlowOutcome = { flow: Flow; outcome: ClientTestOutcome };

/** Lets the agent enter a client ID. Saves it when the field is left or Enter is pressed, if it can be one. */
export function ClientIdField({ clientId, locked = false, onSave }: ClientIdFieldProps) {
  // What is typed and not saved yet.
  const [draft, setDraft] = useState<string>();
  const [isWrong, setIsWrong] = useState(false);
  const [test, setTest] = useState<Test>();
  const value = draft ?? clientId;
  // What is stored now, by whomever, counts more than what was typed before.
  useEffect(() => {
    setDraft(undefined);
    setIsWrong(false);
  }, [clientId]);

  const handleChange = (typed: string) => {
    const result = v.safeParse(clientIdSchema(), typed);
    setIsWrong(!result.success);
    if (!result.success) return;
    setDraft(result.output);
    onSave(result.output);
  };
  const testedId = value || config.clientId;
  // The outcome of a test says nothing of another client ID.
  const shown = test?.clientId === testedId ? test : undefined;
  const isRunning = shown !== undefined && !shown.outcomes;
  const runTest = async () => {
    const running: Test = { clientId: testedId };
    setTest(running);
    const outcomes = await Promise.all(flows.map((flow) => testFlow(testedId, flow)));
    setTest((latest) => (latest === running ? { clientId: testedId, outcomes } : latest));
  };

  return (
    <div class="field">
      <label for="client-id">{t('options_client_id')}</label>
      <p id="client-id-about" class="about">
        {t('options_client_id_about')} {config.clientId && t('options_client_id_built_in')}
      </p>
      <div class="with-button">
        <input
          id="client-id"
          type="text"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          placeholder={config.clientId}
          value={value}
          disabled={locked}
          aria-describedby={isWrong ? 'client-id-error client-id-about' : 'client-id-about'}
          aria-invalid={isWrong}
          onInput={({ currentTarget }) => setDraft(currentTarget.value)}
          onChange={({ currentTarget }) => handleChange(currentTarget.value)}
        />
        <Button id="test-client" disabled={isRunning || isWrong || testedId === ''} onPress={runTest}>
          {t('options_test')}
        </Button>
      </div>
      {locked && <Locked />}
      {isWrong && <ErrorText id="client-id-error">{t('options_client_id_wrong')}</ErrorText>}
      <div id="client-test" role="status">
        {isRunning && <TestLine outcome="running">{t('client_test_running')}</TestLine>}
        {shown?.outcomes && <TestOutcomes outcomes={shown.outcomes} />}
      </div>
    </div>
  );
}

async function testFlow(clientId: string, flow: Flow): Promise<FlowOutcome> {
  const command = { type: 'testClient', clientId, redirectUri: redirectUri(flow) } as const;
  return { flow, outcome: await send(command).catch(() => 'unclear' as const) };
}

/** Shows what came of each flow; one line where LiveChat has said nothing of their addresses. */
function TestOutcomes({ outcomes }: { outcomes: FlowOutcome[] }) {
  const [first] = outcomes;
  const isOfClient = first?.outcome === 'client_id_not_found' || first?.outcome === 'unclear';
  if (isOfClient && outcomes.every(({ outcome }) => outcome === first.outcome))
    return <TestLine outcome={first.outcome}>{t(`client_test_${first.outcome}`)}</TestLine>;
  return (
    <>
      {outcomes.map(({ flow, outcome }) => (
        <TestLine key={flow} outcome={outcome}>
          {t(
            'client_test_of_flow',
            t(`options_flow_${flow}`),
            t(`client_test_${outcome}`, redirectUri(flow)),
          )}
        </TestLine>
      ))}
    </>
  );
}

type TestLineProps = { outcome: ClientTestOutcome | 'running'; children: string };

const TestLine = ({ outcome, children }: TestLineProps) => (
  <p class={`note ${toneOf(outcome)}`}>
    <Icon name={iconOf(outcome)} spinning={outcome === 'running'} />
    <span>{children}</span>
  </p>
);

function toneOf(outcome: TestLineProps['outcome']): string {
  if (outcome === 'running' || outcome === 'unclear') return 'quiet';
  return outcome === 'no_objection' ? 'good' : 'bad';
}

function iconOf(outcome: TestLineProps['outcome']) {
  if (outcome === 'running') return 'waiting';
  if (outcome === 'unclear') return 'help';
  return outcome === 'no_objection' ? 'check' : 'alert';
}
