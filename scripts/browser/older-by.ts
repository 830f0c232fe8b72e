/**
 * Makes what is stored of LiveChat's last answer older.
 *
 * @param milliseconds how much older
 * @param connection the item of that name in `storage.local`
 */
export const olderBy = (milliseconds: number, connection: unknown): unknown =>
  JSON.parse(
    JSON.stringify(connection, (key, value) =>
      ['fetchedAt', 'at', 'retryAt'].includes(key) ? value - milliseconds : value,
    ),
  );
