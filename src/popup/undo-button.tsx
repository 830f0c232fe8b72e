import { useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { useHold } from './use-hold.ts';

type UndoButtonProps = { sessionId: string; name: string; focused: boolean; onPress(): void };

/** Keeps a session that is about to be ended, which waits while the agent is at this button. */
export function UndoButton({ sessionId, name, focused, onPress }: UndoButtonProps) {
  const area = useRef<HTMLDivElement>(null);
  useHold(area, sessionId);
  return (
    <div ref={area} class="end">
      <Button focused={focused} name={t('undo_named', name)} onPress={onPress}>
        {t('undo')}
      </Button>
    </div>
  );
}
