import { request } from './request.ts';
import { type Session, sessionsSchema } from './session.ts';

/**
 * Fetches the agent's active sessions: the devices and browsers where their LiveChat account is signed in. Needs the
 * scope `sessions--my:ro`, or `sessions--my:rw`, which includes it.
 *
 * @param accountsUrl the Accounts API's origin
 * @throws LiveChatError
 */
export async function fetchSessions(accountsUrl: string, accessToken: string): Promise<Session[]> {
  return request(`${accountsUrl}/v2/sessions`, { kind: 'sessions', accessToken, schema: sessionsSchema() });
}
