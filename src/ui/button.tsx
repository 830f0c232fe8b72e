import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type ButtonProps = {
  id?: string;
  /** `primary` for the one thing to do next, `quiet` for what is seldom wanted. */
  look?: 'primary' | 'plain' | 'quiet';
  /** Says what the button does where `children` is only an icon. */
  label?: string;
  /** Has the keyboard focus as soon as it is there. */
  focused?: boolean;
  /** Its last press is not done yet: it stays where it is, keeps the focus, and does nothing. */
  busy?: boolean;
  onPress(): void;
  children: ComponentChildren;
};

export function Button({
  id,
  look = 'plain',
  label,
  focused = false,
  busy = false,
  onPress,
  children,
}: ButtonProps) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) element.current?.focus();
  }, [focused]);
  return (
    <button
      ref={element}
      type="button"
      id={id}
      class={`button ${look}${label ? ' icon-only' : ''}`}
      aria-label={label}
      title={label}
      aria-disabled={busy}
      onClick={() => busy || onPress()}
    >
      {children}
    </button>
  );
}
