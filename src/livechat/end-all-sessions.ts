import * as v from 'valibot';
import { request } from './request.ts';

/**
 * Ends every session of the agent, the one that the access token belongs to included.
 *
 * @param accountsUrl the Accounts API's origin
 * @throws LiveChatError `insufficient_scope` as a rule: LiveChat's API description asks for a scope over accounts
 */
export async function endAllSessions(accountsUrl: string, accessToken: string): Promise<void> {
  await request(`${accountsUrl}/v2/sessions`, {
    kind: 'endings',
    method: 'DELETE',
    accessToken,
    schema: v.unknown(),
  });
}
