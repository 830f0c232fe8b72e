/** Names the times of LiveChat's last answer, of sessions or chats, as they are stored. */
const answerTimes = ['fetchedAt', 'at', 'retryAt', 'busyAt'];

/**
 * Makes what is stored of LiveChat's last answer older.
 *
 * @param milliseconds how much older
 * @param stored the items, or one of them
 * @param times the names of the times in them
 */
export const olderBy = <T>(milliseconds: number, stored: T, times: readonly string[] = answerTimes): T =>
  JSON.parse(
    JSON.stringify(stored, (key, value) => (times.includes(key) ? value - milliseconds : value)) ?? 'null',
  );
