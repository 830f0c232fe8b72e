import * as v from 'valibot';
import { request } from './request.ts';

const idSchema = () =>
  v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^[\w-]{1,128}$/));

const ownerSchema = () => v.object({ account_id: idSchema(), organization_id: idSchema() });

/** Names the owner of an access token: the account, and the organization that it is signed in to. */
export type TokenOwner = { accountId: string; organizationId: string };

/**
 * Asks LiveChat whose an access token is (`GET /v2/info`).
 *
 * @throws LiveChatError `unauthorized` when it is nobody's any more
 */
export async function fetchTokenOwner(accountsUrl: string, accessToken: string): Promise<TokenOwner> {
  const owner = await request(`${accountsUrl}/v2/info`, { kind: 'info', accessToken, schema: ownerSchema() });
  return { accountId: owner.account_id, organizationId: owner.organization_id };
}
