import type { ComponentChildren } from 'preact';

/** Links to a page that is not ours: in a tab of its own, which learns nothing about us. */
export function ExternalLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
