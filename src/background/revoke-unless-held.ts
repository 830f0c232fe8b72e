import { config } from '../config/index.ts';
import { revokeTokens, type Tokens } from '../livechat/authorization.ts';
import { isHeld, readTokens } from './stored-tokens.ts';

/**
 * Revokes tokens that nobody will use, as far as LiveChat can be reached; not those that are in use, as LiveChat may hand
 * out the same ones again.
 *
 * @param unused the tokens, or an access token alone; nothing is done without
 */
export async function revokeUnlessHeld(unused: Tokens | string | undefined): Promise<void> {
  if (!unused) return;
  const tokens = typeof unused === 'string' ? { accessToken: unused, expiresIn: 0 } : unused;
  // What cannot be read is not in use.
  const held = await readTokens().catch(() => undefined);
  if (held && isHeld(tokens, held)) return;
  await revokeTokens(config.accountsUrl, tokens.accessToken).catch(() => undefined);
}
