/** Limits a pause of the notifications, in milliseconds: until the next day begins, on the longest day of the year. */
const longestPause = 25 * 60 * 60_000;

/** Tells whether no notification is to come at a time. A pause that ends later than any could was begun by another clock. */
export const isQuietAt = (now: number, quietUntil: number | null | undefined): quietUntil is number =>
  typeof quietUntil === 'number' && quietUntil > now && quietUntil - now <= longestPause;
