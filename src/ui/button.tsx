import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

type ButtonProps = {
  id?: string | undefined;
  /** Tells what it is for: `primary` to do next, `ghost` seldom wanted, `danger` what can't be undone. */
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  /** Says what the button does where `children` is only an icon. */
  label?: string;
  /** Says more than `children` do, which it begins with: what the button is about. */
  name?: string | undefined;
  /** Tells whether what the button opens is open. */
  expanded?: boolean;
  /** Takes the keyboard focus as soon as it is there, if nothing else has it: whoever types elsewhere goes on typing. */
  focused?: boolean;
  /** Keeps it from being pressed now: it stays where it is, keeps the focus, and does nothing. */
  disabled?: boolean;
  /** Refers to the element, to give it the focus back. */
  elementRef?: RefObject<HTMLButtonElement | null>;
  onPress(): void;
  children: ComponentChildren;
};

/**
 * Shows a button; tells assistive technology of one that cannot be pressed, which does not lose the focus. The second
 * click of a double click and a held key are no presses: what stands there by then may do the contrary.
 */
export function Button({
  id,
  variant = 'secondary',
  label,
  name,
  expanded,
  focused = false,
  disabled = false,
  elementRef,
  onPress,
  children,
}: ButtonProps) {
  const ownRef = useRef<HTMLButtonElement>(null);
  const element = elementRef ?? ownRef;
  // Before the paint: a key that is pressed at what is seen must not go elsewhere.
  useLayoutEffect(() => {
    const isTaken = document.activeElement && document.activeElement !== document.body;
    if (focused && !isTaken) element.current?.focus();
  }, [focused]);
  return (
    <button
      ref={element}
      type="button"
      id={id}
      // For `npm run bench`.
      elementtiming={id}
      class={`button ${variant}${label ? ' icon-only' : ''}`}
      aria-label={name ?? label}
      aria-expanded={expanded}
      title={label}
      aria-disabled={disabled}
      // By mouse, `detail` counts the clicks in quick succession at one place; by keyboard it is 0, and a held Enter repeats.
      onClick={({ detail }) => disabled || detail > 1 || onPress()}
      onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}
    >
      {/* Told from `primary` without colour. */}
      {variant === 'danger' && <Icon name="end" />}
      {children}
    </button>
  );
}
