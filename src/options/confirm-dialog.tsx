import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import './confirm-dialog.css';

type ConfirmDialogProps = {
  /** Begins the elements' own. */
  id: string;
  isOpen: boolean;
  title: string;
  /** Labels the button that does it. */
  confirm: string;
  onConfirm(): void;
  /** Closes the dialog, also by Escape. */
  onClose(): void;
  /** Says what is about to happen. */
  children: ComponentChildren;
};

/** Asks before something is done that cannot be undone. */
export function ConfirmDialog({
  id,
  isOpen,
  title,
  confirm,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      id={`${id}-dialog`}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-about`}
      // Told a moment later: by then it may have been opened anew.
      onClose={() => dialog.current?.open || onClose()}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p id={`${id}-about`}>{children}</p>
      <div class="actions">
        {/* The first one has the focus. */}
        <Button id={`${id}-cancel`} onPress={onClose}>
          {t('cancel')}
        </Button>
        <Button id={`${id}-confirm`} variant="danger" onPress={onConfirm}>
          {confirm}
        </Button>
      </div>
    </dialog>
  );
}
