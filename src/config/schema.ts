import * as v from 'valibot';

/** A client ID as LiveChat's Developer Console gives them; empty where the agent enters it in the options. */
export const clientIdSchema = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9._-]{0,128}$/));

/** How the access token is asked for (RFC 6749 §1.3): authorization code with PKCE, or implicit. */
export const grantSchema = v.picklist(['code', 'implicit']);
export type Grant = v.InferOutput<typeof grantSchema>;

/** How LiveChat's answer comes back: by a message from its login window, or by a redirect that the browser catches. */
export const flowSchema = v.picklist(['popup', 'redirect']);
export type Flow = v.InferOutput<typeof flowSchema>;
