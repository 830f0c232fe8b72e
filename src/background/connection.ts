import { type Connection, type ConnectionEvent, nextConnection, signedOut } from '../state/connection.ts';
import { read, remove, type Stored, type StoredKey, write } from '../state/stored.ts';

let last: Promise<unknown> = Promise.resolve();

/** Runs tasks that read and then write the same items one after the other. Not for waiting on a network. */
export function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const turn = last.then(task, task);
  last = turn.catch(() => undefined);
  return turn;
}

/** The connection as stored; signed out when nothing is. */
export async function currentConnection(): Promise<Connection> {
  const { connection = signedOut } = await read('connection');
  return connection;
}

/**
 * Stores what an event makes of the connection, together with what came with it.
 *
 * @param since the sign-in that the event is about: news about any other is dropped
 * @param news.write stored in the same step, before the session's items
 * @param news.remove removed afterwards
 */
export function advance(
  since: number,
  event: ConnectionEvent,
  news: { write?: Stored; remove?: StoredKey[] } = {},
): Promise<boolean> {
  return inTurn(async () => {
    const connection = await currentConnection();
    if (connection.status !== 'signedIn' || connection.since !== since) return false;
    await write({ ...news.write, connection: nextConnection(connection, event) });
    if (news.remove) await remove(...news.remove);
    return true;
  });
}
