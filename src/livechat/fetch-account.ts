import * as v from 'valibot';
import { cutText } from './cut-text.ts';
import { request } from './request.ts';

/** Describes a text of an account: a longer one is cut, as it has to fit into a line. */
const textSchema = () => v.fallback(cutText(200), '');

const accountSchema = () => v.object({ name: textSchema(), email: textSchema() });

/** Describes the agent: name and e-mail address as LiveChat has them; empty where it tells none. */
type Account = v.InferOutput<ReturnType<typeof accountSchema>>;

/**
 * Fetches the agent's own account (`GET /v2/accounts/me`, scope `accounts--my:ro`).
 *
 * @throws LiveChatError
 */
export const fetchAccount = (accountsUrl: string, accessToken: string): Promise<Account> =>
  request(`${accountsUrl}/v2/accounts/me`, { kind: 'account', accessToken, schema: accountSchema() });
