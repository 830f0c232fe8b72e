import browser from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchSessions } from '../livechat/fetch-sessions.ts';
import type { Session } from '../livechat/session.ts';
import { pollingInterval } from '../state/view.ts';
import { currentAccessToken, RefusedError } from './access-token.ts';
import { advance, currentConnection } from './connection.ts';
import { onceAtATime } from './once-at-a-time.ts';

export const pollingAlarm = 'poll';

/** Sees to it that the polling alarm exists. An alarm that is there stays as it is: re-creating it would delay it. */
export async function keepPolling(): Promise<void> {
  if (await browser.alarms.get(pollingAlarm)) return;
  // A random first wait keeps browsers that start together from asking together.
  const delayInMinutes = ((1 + Math.random()) / 2) * (pollingInterval / 60_000);
  browser.alarms.create(pollingAlarm, { delayInMinutes, periodInMinutes: pollingInterval / 60_000 });
}

/** The sessions, with the access token renewed once if LiveChat refuses it. */
async function fetchWithToken(): Promise<Session[]> {
  const accessToken = await currentAccessToken();
  try {
    return await fetchSessions(config.accountsUrl, accessToken);
  } catch (error) {
    if (!(error instanceof LiveChatError && error.code === 'unauthorized')) throw error;
    return await fetchSessions(config.accountsUrl, await currentAccessToken(accessToken));
  }
}

/**
 * Fetches the sessions and stores them, or why that failed. Does nothing when signed out, and, by the timer,
 * when LiveChat has asked to be left alone.
 */
export async function poll(trigger: 'timer' | 'click'): Promise<void> {
  const connection = await currentConnection();
  if (connection.status !== 'signedIn') return;
  if (trigger === 'timer' && Date.now() < (connection.trouble?.retryAt ?? 0)) return;
  await fetchAndStore();
}

const fetchAndStore = onceAtATime(async (): Promise<void> => {
  const connection = await currentConnection();
  if (connection.status !== 'signedIn') return;
  try {
    const sessions = await fetchWithToken();
    const at = Date.now();
    await advance(
      connection.since,
      { type: 'fetched', count: sessions.length, at },
      { write: { snapshot: { sessions, fetchedAt: at } } },
    );
  } catch (error) {
    await storeFailure(connection.since, error);
  }
});

async function storeFailure(since: number, error: unknown): Promise<void> {
  const secondRefusal = error instanceof LiveChatError && error.code === 'unauthorized';
  if (error instanceof RefusedError || secondRefusal) {
    const reason = error instanceof RefusedError ? error.reason : 'revoked';
    await advance(since, { type: 'refused', reason }, { remove: ['credentials', 'accessToken', 'snapshot'] });
    return;
  }
  if (!(error instanceof LiveChatError)) throw error;
  const at = Date.now();
  const retryAt = at + (error.retryAfterSeconds ?? 0) * 1000;
  await advance(since, { type: 'failed', code: error.code, at, retryAt });
}
