/** Our mark: the badge of somebody who is signed in, and one more behind it. The same drawing as `icon.svg`. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
      <rect class="logo-back" x="7" y="3" width="14" height="18" rx="3.5" transform="rotate(9 14 21)" />
      <rect class="logo-card" x="3" y="3" width="14" height="19" rx="3.5" />
      <path
        class="logo-sign"
        d="M8.4 5.2h3.2a.8.8 0 0 1 0 1.6H8.4a.8.8 0 0 1 0-1.6ZM10 9a2.6 2.6 0 1 1 0 5.2A2.6 2.6 0 0 1 10 9Zm0 6.2c2.5 0 4.2 1.4 4.6 3.4.05.3-.15.6-.5.6H5.9c-.35 0-.55-.3-.5-.6.4-2 2.1-3.4 4.6-3.4Z"
      />
    </svg>
  );
}
