const white = '#ffffff';
const black = '#000000';

/**
 * Lists the badge's colours, each with the text that can be read on it. To 1 in 20 men, hues are no difference: so
 * each is lighter or darker than every other, at least 1.4 to 1, also as they see it (`badge-colors.test.ts` computes
 * it). In the order of their lightness: the one for an unread chat is far from that of a plain count.
 */
export const badgeColors = {
  error: { color: '#570505', textColor: white },
  alert: { color: '#850f5a', textColor: white },
  count: { color: '#3860c7', textColor: white },
  progress: { color: '#818593', textColor: black },
  warning: { color: '#e19e00', textColor: black },
  unread: { color: '#b1e174', textColor: black },
  stale: { color: '#f6f8fd', textColor: black },
} as const;
