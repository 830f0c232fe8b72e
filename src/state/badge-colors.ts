const white = '#ffffff';
const black = '#000000';

/**
 * Lists the badge's colours, each with the text that can be read on it. To 1 in 20 men, hues are no difference: so
 * each is lighter or darker than every other, at least 1.4 to 1, also as they see it (`badge-colors.test.ts` computes
 * it). In the order of their lightness.
 */
export const badgeColors = {
  error: { color: '#570505', textColor: white },
  alert: { color: '#850f5a', textColor: white },
  count: { color: '#1c66ce', textColor: white },
  progress: { color: '#88909e', textColor: black },
  warning: { color: '#f9ac1a', textColor: black },
  stale: { color: '#e6e9ee', textColor: black },
} as const;
