import * as v from 'valibot';
import { request } from './request.ts';

/**
 * Ends one of the agent's sessions and revokes all its tokens. Needs the scope `sessions--my:rw`.
 *
 * @param accountsUrl the Accounts API's origin
 * @throws LiveChatError `not_found` when the session has ended already
 */
export async function endSession(accountsUrl: string, accessToken: string, sessionId: string): Promise<void> {
  const url = `${accountsUrl}/v2/sessions/${encodeURIComponent(sessionId)}`;
  await request(url, { kind: 'endings', method: 'DELETE', accessToken, schema: v.unknown() });
}
