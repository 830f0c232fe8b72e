import * as v from 'valibot';
import { clientIdSchema, grantSchema } from './schema.ts';

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Tells whether an address is `https:`; or `http:`, only for this machine, because tokens travel over it
 * ([RFC 6749 §10.9](https://www.rfc-editor.org/rfc/rfc6749#section-10.9)).
 */
function isServerOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopbackHosts.includes(hostname));
  return isSafe && (address === origin || address === `${origin}/`);
}

const serverOrigin = v.pipe(
  v.string(),
  v.check(
    isServerOrigin,
    `must be an https: address without a path (http: only for ${loopbackHosts.join(', ')})`,
  ),
  v.transform((address) => address.replace(/\/$/, '')),
);

const scopes = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9._-]+:[a-z]+$/))), v.minLength(1));

/** Describes `livechat.config.json`. */
const configSchema = v.strictObject({
  clientId: clientIdSchema(),
  scopes,
  /** Asked for in addition, and only of agents who want to see their chats. */
  chatsScopes: scopes,
  grant: grantSchema(),
  accountsUrl: serverOrigin,
  chatsUrl: serverOrigin,
  statusUrl: serverOrigin,
  appUrl: serverOrigin,
});

/**
 * Names the LiveChat that this build talks to, and the client as which it does. Addresses are origins without a
 * trailing slash.
 */
export type Config = v.InferOutput<typeof configSchema>;

/**
 * Reads the configuration of a build: `livechat.config.json`, overridden by environment variables.
 *
 * @param file the parsed content of `livechat.config.json`
 * @param env `LIVECHAT_CLIENT_ID`, `LIVECHAT_ACCOUNTS_URL`, `LIVECHAT_CHATS_URL` and `LIVECHAT_STATUS_URL` take precedence over
 * the file
 * @throws Error naming each setting that is wrong, and why
 */
export function readConfig(file: object, env: Record<string, string | undefined>): Config {
  const result = v.safeParse(configSchema, {
    ...file,
    ...(env['LIVECHAT_CLIENT_ID'] && { clientId: env['LIVECHAT_CLIENT_ID'] }),
    ...(env['LIVECHAT_ACCOUNTS_URL'] && { accountsUrl: env['LIVECHAT_ACCOUNTS_URL'] }),
    ...(env['LIVECHAT_CHATS_URL'] && { chatsUrl: env['LIVECHAT_CHATS_URL'] }),
    ...(env['LIVECHAT_STATUS_URL'] && { statusUrl: env['LIVECHAT_STATUS_URL'] }),
  });
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  throw new Error(`livechat.config.json or its environment variables:\n  ${problems.join('\n  ')}`);
}
