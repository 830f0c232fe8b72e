/** Draws on a grid of 16 × 16, in strokes of 1.5; colour and size come from the style sheet. */
const drawings = {
  alert: 'M8 2 1.75 13.25h12.5L8 2ZM8 6.5v3M8 11.5v.01',
  check: 'M8 14.25a6.25 6.25 0 1 0 0-12.5 6.25 6.25 0 0 0 0 12.5ZM5.25 8.25l2 2 3.5-4',
  chevron: 'M4 6.25l4 4 4-4',
  computer: 'M3.25 3h9.5v7h-9.5ZM1.5 13h13',
  end: 'M5.25 1.75h5.5l3.5 3.5v5.5l-3.5 3.5h-5.5l-3.5-3.5v-5.5ZM5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2',
  help: 'M8 14.25a6.25 6.25 0 1 0 0-12.5 6.25 6.25 0 0 0 0 12.5ZM6.25 6.4c.2-1 .9-1.5 1.8-1.5 1 0 1.8.6 1.8 1.6 0 1.4-1.8 1.4-1.8 2.7M8.05 11.4v.01',
  lock: 'M4 7.25h8a.5.5 0 0 1 .5.5v5.5a.5.5 0 0 1-.5.5H4a.5.5 0 0 1-.5-.5v-5.5a.5.5 0 0 1 .5-.5ZM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2',
  phone:
    'M5 1.75h6c.4 0 .75.35.75.75v11c0 .4-.35.75-.75.75H5a.75.75 0 0 1-.75-.75v-11c0-.4.35-.75.75-.75ZM7.25 11.75h1.5',
  refresh: 'M13.25 8A5.25 5.25 0 1 1 11.6 4.2l1.65 1.55M13.25 2.5v3.25H10',
  settings:
    'M2 4.5h5.5M11.5 4.5H14M9.5 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM2 11.5h2.5M8.5 11.5H14M6.5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  waiting: 'M8 1.75A6.25 6.25 0 1 1 1.75 8',
} as const;

export type IconName = keyof typeof drawings;

/** Shows a small drawing beside words; it is never the only thing that says something. */
export function Icon({ name, spinning = false }: { name: IconName; spinning?: boolean }) {
  return (
    <svg class={spinning ? 'icon spinning' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
