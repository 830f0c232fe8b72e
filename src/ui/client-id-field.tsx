import { useEffect, useState } from 'preact/hooks';
import * as v from 'valibot';
import { config } from '../config/index.ts';
import { clientIdSchema, type Flow } from '../config/schema.ts';
import { t } from '../i18n/index.ts';
import type { ClientTestOutcome } from '../livechat/test-client.ts';
import { send } from '../state/protocol/messages.ts';
import { redirectUri } from '../state/protocol/redirect-uri.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Locked } from './locked.tsx';

type ClientIdFieldProps = {
  clientId: string;
  flow: Flow;
  locked?: boolean;
  onSave(clientId: string): void;
};

/** Describes what LiveChat was asked about, and what came of it. */
type Test = { clientId: string; redirectUri: string; outcome: ClientTestOutcome | 'running' };

/** Lets the agent enter a client ID. Saves it when the field is left or Enter is pressed, if it can be one. */
export function ClientIdField({ clientId, flow, locked = false, onSave }: ClientIdFieldProps) {
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
    const result = v.safeParse(clientIdSchema, typed);
    setIsWrong(!result.success);
    if (!result.success) return;
    setDraft(result.output);
    onSave(result.output);
  };
  const tested = { clientId: value || config.clientId, redirectUri: redirectUri(flow) };
  // The outcome of a test says nothing of another client ID or address.
  const isOfThis = test?.clientId === tested.clientId && test.redirectUri === tested.redirectUri;
  const outcome = isOfThis ? test.outcome : undefined;
  const runTest = async () => {
    const running: Test = { ...tested, outcome: 'running' };
    setTest(running);
    const answer = await send({ type: 'testClient', ...tested }).catch(() => 'unclear' as const);
    setTest((latest) => (latest === running ? { ...tested, outcome: answer } : latest));
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
        <Button
          id="test-client"
          disabled={outcome === 'running' || isWrong || tested.clientId === ''}
          onPress={runTest}
        >
          {t('options_test')}
        </Button>
      </div>
      {locked && <Locked />}
      {isWrong && (
        <p id="client-id-error" class="error" role="alert">
          {t('options_client_id_wrong')}
        </p>
      )}
      <p id="client-test" class={`note ${toneOf(outcome)}`} role="status">
        {outcome && (
          <>
            <Icon name={iconOf(outcome)} spinning={outcome === 'running'} />
            <span>{t(`client_test_${outcome}`, tested.redirectUri)}</span>
          </>
        )}
      </p>
    </div>
  );
}

function toneOf(outcome: Test['outcome'] | undefined): string {
  if (outcome === undefined || outcome === 'running' || outcome === 'unclear') return 'quiet';
  return outcome === 'no_objection' ? 'good' : 'bad';
}

function iconOf(outcome: Test['outcome']) {
  if (outcome === 'running') return 'waiting';
  if (outcome === 'unclear') return 'help';
  return outcome === 'no_objection' ? 'check' : 'alert';
}
