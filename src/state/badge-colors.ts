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
  count: { color: '#1c63ca', textColor: white },
  progress: { color: '#828997', textColor: black },
  warning: { color: '#e7a200', textColor: black },
  unread: { color: '#b4e772', textColor: black },
  stale: { color: '#f9ffff', textColor: black },
} as const;
