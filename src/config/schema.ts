import * as v from 'valibot';

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/** An `https:` origin; `http:` only for this machine, because tokens travel over it (RFC 6749 §10.9). */
const serverOrigin = v.pipe(
  v.string(),
  v.url('is not an address'),
  v.check((address) => {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || (protocol === 'http:' && loopbackHosts.includes(hostname));
  }, 'must be https: (http: is only for 127.0.0.1, [::1] and localhost)'),
  v.check((address) => {
    const { origin } = new URL(address);
    return address === origin || address === `${origin}/`;
  }, 'must be an origin without a path'),
  v.transform((address) => new URL(address).origin),
);

/** A client ID as LiveChat's Developer Console gives them; empty where the agent enters it in the options. */
export const clientIdSchema = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9._-]{0,128}$/));

/** How the access token is asked for (RFC 6749 §1.3): authorization code with PKCE, or implicit. */
export const grantSchema = v.picklist(['code', 'implicit']);
export type Grant = v.InferOutput<typeof grantSchema>;

/** The shape of `livechat.config.json`. */
const configSchema = v.strictObject({
  clientId: clientIdSchema,
  scopes: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9._-]+:[a-z]+$/))), v.minLength(1)),
  grant: grantSchema,
  accountsUrl: serverOrigin,
  statusUrl: serverOrigin,
  appUrl: serverOrigin,
});

/** Which LiveChat this build talks to, and as which client. Addresses are origins without a trailing slash. */
export type Config = v.InferOutput<typeof configSchema>;

/**
 * The configuration of a build: `livechat.config.json`, overridden by environment variables.
 *
 * @param file the parsed content of `livechat.config.json`
 * @param env `LIVECHAT_CLIENT_ID`, `LIVECHAT_ACCOUNTS_URL` and `LIVECHAT_STATUS_URL` take precedence over the file
 * @throws Error naming each setting that is wrong, and why
 */
export function readConfig(file: object, env: Record<string, string | undefined>): Config {
  const result = v.safeParse(configSchema, {
    ...file,
    ...(env['LIVECHAT_CLIENT_ID'] && { clientId: env['LIVECHAT_CLIENT_ID'] }),
    ...(env['LIVECHAT_ACCOUNTS_URL'] && { accountsUrl: env['LIVECHAT_ACCOUNTS_URL'] }),
    ...(env['LIVECHAT_STATUS_URL'] && { statusUrl: env['LIVECHAT_STATUS_URL'] }),
  });
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  throw new Error(`livechat.config.json or its environment variables:\n  ${problems.join('\n  ')}`);
}
