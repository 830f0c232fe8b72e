import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { config } from '../config/index.ts';
import { clientIdSchema, type Flow } from '../config/schema.ts';
import type { ClientTestOutcome } from '../livechat/test-client.ts';
import { send } from '../state/messages.ts';
import { text } from '../text/index.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Locked } from './locked.tsx';
import { redirectUri } from './redirect-uri.ts';

type ClientIdFieldProps = {
  clientId: string;
  flow: Flow;
  locked?: boolean;
  onSave(clientId: string): void;
};

/** The agent's own client ID. Saved when the field is left or Enter is pressed, if it can be one. */
export function ClientIdField({ clientId, flow, locked = false, onSave }: ClientIdFieldProps) {
  // What is typed and not saved yet.
  const [draft, setDraft] = useState<string>();
  const [isWrong, setIsWrong] = useState(false);
  const [test, setTest] = useState<ClientTestOutcome | 'running'>();
  const value = draft ?? clientId;

  const handleInput = (typed: string) => {
    setDraft(typed);
    setTest(undefined);
  };
  const handleChange = (typed: string) => {
    const result = v.safeParse(clientIdSchema, typed);
    setIsWrong(!result.success);
    if (!result.success) return;
    setDraft(result.output);
    onSave(result.output);
  };
  const runTest = async () => {
    setTest('running');
    const tested = value || config.clientId;
    const command = { type: 'testClient', clientId: tested, redirectUri: redirectUri(flow) } as const;
    setTest(await send(command).catch(() => 'unclear' as const));
  };

  return (
    <div class="field">
      <label for="client-id">{text('options_client_id')}</label>
      <p id="client-id-about" class="about">
        {text('options_client_id_about')} {config.clientId && text('options_client_id_built_in')}
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
          onInput={({ currentTarget }) => handleInput(currentTarget.value)}
          onChange={({ currentTarget }) => handleChange(currentTarget.value)}
        />
        <Button
          id="test-client"
          busy={test === 'running' || isWrong || (value || config.clientId) === ''}
          onPress={runTest}
        >
          {text('options_test')}
        </Button>
      </div>
      {locked && <Locked />}
      {isWrong && (
        <p id="client-id-error" class="error" role="alert">
          {text('options_client_id_wrong')}
        </p>
      )}
      <p id="client-test" class={`note ${toneOf(test)}`} role="status">
        {test && (
          <>
            <Icon name={iconOf(test)} turning={test === 'running'} />
            <span>{text(`client_test_${test}`)}</span>
          </>
        )}
      </p>
    </div>
  );
}

function toneOf(test: ClientTestOutcome | 'running' | undefined): string {
  if (test === undefined || test === 'running' || test === 'unclear') return 'quiet';
  return test === 'no_objection' ? 'good' : 'bad';
}

function iconOf(test: ClientTestOutcome | 'running') {
  if (test === 'running') return 'waiting';
  if (test === 'unclear') return 'help';
  return test === 'no_objection' ? 'check' : 'alert';
}
