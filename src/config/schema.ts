import * as v from 'valibot';

/** Describes a client ID as LiveChat's Developer Console gives them; empty where the agent enters it in the options. */
export const clientIdSchema = () => v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9._-]{0,128}$/));

/**
 * Lists the ways of asking for the access token ([RFC 6749 §1.3](https://www.rfc-editor.org/rfc/rfc6749#section-1.3)):
 * authorization code with PKCE, or implicit.
 */
export const grantSchema = () => v.picklist(['code', 'implicit']);
export type Grant = v.InferOutput<ReturnType<typeof grantSchema>>;

/**
 * Lists the ways back for LiveChat's answer: a message from its login window, or a redirect that the browser catches.
 */
export const flowSchema = () => v.picklist(['popup', 'redirect']);
export type Flow = v.InferOutput<ReturnType<typeof flowSchema>>;
