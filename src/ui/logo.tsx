/** Draws our mark as in `icon.svg`: the badge of somebody who is signed in, and one more behind it. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
      <rect class="logo-back" x="8" y="2.6" width="13" height="18" rx="3.2" transform="rotate(10 14.5 21)" />
      <rect class="logo-card" x="2" y="2" width="16" height="20" rx="3.5" />
      <path
        class="logo-sign"
        d="M9 4h2a1 1 0 0 1 0 2H9a1 1 0 0 1 0-2ZM10 8a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM10 15c2.8 0 4.7 1.6 5 4.2.05.45-.25.8-.7.8H5.7c-.45 0-.75-.35-.7-.8.3-2.6 2.2-4.2 5-4.2Z"
      />
    </svg>
  );
}
