import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { config } from '../config/index.ts';
import { clientIdSchema } from '../config/schema.ts';
import type { Settings } from '../state/settings.ts';
import { text } from '../text/index.ts';

type ClientIdFieldProps = {
  clientId: string;
  onSave(change: (settings: Settings) => Settings): void;
};

/** The agent's own client ID. Saved when the field is left or Enter is pressed, if it can be one. */
export function ClientIdField({ clientId, onSave }: ClientIdFieldProps) {
  // What is typed and not saved yet.
  const [draft, setDraft] = useState<string>();
  const [isWrong, setIsWrong] = useState(false);
  const handleChange = (value: string) => {
    const result = v.safeParse(clientIdSchema, value);
    setIsWrong(!result.success);
    if (!result.success) return;
    setDraft(result.output);
    onSave(({ clientId: _, ...others }) => ({
      ...others,
      ...(result.output && { clientId: result.output }),
    }));
  };
  return (
    <section>
      <h2>
        <label for="client-id">{text('options_client_id')}</label>
      </h2>
      <p id="client-id-about" class="about">
        {text('options_client_id_about')} {config.clientId && text('options_client_id_built_in')}
      </p>
      <input
        id="client-id"
        type="text"
        dir="ltr"
        autocomplete="off"
        spellcheck={false}
        placeholder={config.clientId}
        value={draft ?? clientId}
        aria-describedby={isWrong ? 'client-id-error client-id-about' : 'client-id-about'}
        aria-invalid={isWrong}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onChange={({ currentTarget }) => handleChange(currentTarget.value)}
      />
      {isWrong && (
        <p id="client-id-error" class="error" role="alert">
          {text('options_client_id_wrong')}
        </p>
      )}
    </section>
  );
}
