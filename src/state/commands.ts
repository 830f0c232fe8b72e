import * as v from 'valibot';
import { answerSchema, signInErrorCodes } from './sign-in-answer.ts';

/** What a page may ask of the background. */
export const commandSchema = v.variant('type', [
  /** Popup: open the authorize window, or bring the open one to the front. */
  v.object({ type: v.literal('signIn'), windowId: v.optional(v.number()) }),
  /** Popup, authorize window: give the sign-in up. */
  v.object({ type: v.literal('cancelSignIn') }),
  /** Popup: fetch the sessions, because it opened, the network came back, or the agent wants it. */
  v.object({ type: v.literal('refresh'), trigger: v.picklist(['popup', 'online', 'click']) }),
  /** Popup: fetch LiveChat's service status, unless that was done a moment ago. */
  v.object({ type: v.literal('refreshServiceStatus') }),
  /** Popup: revoke our tokens and forget everything about the agent. */
  v.object({ type: v.literal('signOut') }),
  /** Authorize window: begin a transaction, in place of any earlier one. */
  v.object({ type: v.literal('beginAuthorization'), redirectUri: v.string() }),
  /** Authorize window: LiveChat's login window is open. */
  v.object({ type: v.literal('loginWindowOpened'), windowId: v.number() }),
  /** Authorize window: LiveChat's login page gave no usable answer. */
  v.object({ type: v.literal('failAuthorization'), error: v.picklist(signInErrorCodes) }),
  /** Authorize window: what LiveChat's login page answered. */
  v.object({ type: v.literal('finishAuthorization'), answer: answerSchema }),
]);
export type Command = v.InferOutput<typeof commandSchema>;
