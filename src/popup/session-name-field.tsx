import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { longestSessionName } from '../state/known-sessions.ts';
import { Button } from '../ui/button.tsx';

type SessionNameFieldProps = { sessionId: string; name: string; onSave(name: string): void };

/** Lets the agent give a session a name of their own, change it, or remove it. */
export function SessionNameField({ sessionId, name, onSave }: SessionNameFieldProps) {
  // What is typed and not saved yet.
  const [draft, setDraft] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const id = `name-${sessionId}`;
  // What is stored now, by whomever, counts more than what was typed before.
  useEffect(() => setDraft(undefined), [name]);
  const value = draft ?? name;
  const save = () => onSave(value.trim());
  const remove = () => {
    setDraft(undefined);
    onSave('');
    // The button goes with the name.
    field.current?.focus();
  };
  return (
    <div class="name-field">
      <label for={id}>{t('session_name')}</label>
      <input
        ref={field}
        id={id}
        type="text"
        autocomplete="off"
        maxLength={longestSessionName}
        value={value}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onKeyDown={({ key, isComposing }) => key === 'Enter' && !isComposing && save()}
      />
      <Button onPress={save}>{t('save_name')}</Button>
      {name && (
        <Button variant="ghost" onPress={remove}>
          {t('remove_name')}
        </Button>
      )}
    </div>
  );
}
