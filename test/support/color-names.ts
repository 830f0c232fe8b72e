import { badgeColors } from '../../src/state/badge-colors.ts';

/** Names the badge's colours in words: one name for each, in every document and test. */
export const colorNames: Record<keyof typeof badgeColors, string> = {
  error: 'red',
  alert: 'pink',
  count: 'blue',
  progress: 'grey',
  warning: 'amber',
  unread: 'light green',
  stale: 'light grey',
};

const names = new Map(
  Object.entries(badgeColors).map(([use, { color }]) => [
    color as string,
    colorNames[use as keyof typeof badgeColors],
  ]),
);

/** Names a badge's colour; one that the badge does not have stays as it is. */
export const colorNameOf = (color: string): string => names.get(color) ?? color;
