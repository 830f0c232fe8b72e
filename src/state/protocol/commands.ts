import * as v from 'valibot';
import { clientIdSchema } from '../../config/schema.ts';
import { faultPlaces } from '../fault.ts';
import { sessionNameSchema } from '../known-sessions.ts';
import { answerSchema, signInErrorCodes } from './sign-in-answer.ts';

/** Lists what a page may ask of the background. */
export const commandSchema = () =>
  v.union([
    /** Popup, welcome page, authorize window: open the authorize window, or bring the open one to the front. */
    v.object({
      type: v.literal('signIn'),
      windowId: v.optional(v.number()),
      /** Ask for chats, too, as the agent wants to see them: over the present sign-in, if there is one. */
      withChats: v.exactOptional(v.literal(true)),
    }),
    /** Popup: give the sign-in up. */
    v.object({ type: v.literal('cancelSignIn') }),
    /** Popup: fetch the sessions, because it opened, the network came back, or the agent wants it. */
    v.object({ type: v.literal('refresh'), trigger: v.picklist(['popup', 'online', 'click']) }),
    /** Popup: fetch LiveChat's service status, unless that was done a moment ago. */
    v.object({ type: v.literal('refreshServiceStatus') }),
    /** Popup: forget everything about the agent, and revoke our tokens; or end all sessions, and forget then. */
    v.object({ type: v.literal('signOut'), scope: v.picklist(['here', 'everywhere']) }),
    /** Popup: end a session, after the time in which that can be undone; our own at once. */
    v.object({
      type: v.literal('endSession'),
      sessionId: v.string(),
      isStranger: v.exactOptional(v.literal(true)),
    }),
    /** Popup: let an ending stand still, as the agent is at its "Undo"; to be said again before `holdTime` is over. */
    v.object({ type: v.literal('holdEnding'), sessionId: v.string() }),
    /** Popup: let it go on. */
    v.object({ type: v.literal('releaseEnding'), sessionId: v.string() }),
    /** Popup: do not end it after all. */
    v.object({ type: v.literal('undoEnding'), sessionId: v.string() }),
    /** Popup: end all sessions but our own. */
    v.object({ type: v.literal('endOtherSessions') }),
    /** Popup: end these sessions, which the agent has confirmed. */
    v.object({ type: v.literal('endSessions'), sessionIds: v.array(v.string()) }),
    /** Popup: the agent has the list in front of them. What is new stays so until they answer. */
    v.object({ type: v.literal('markSeen') }),
    /** Popup: a new session, by its ID, or by its hash where it has none, is the agent's own. */
    v.object({ type: v.literal('confirmSession'), sessionId: v.string() }),
    /** Popup: the agent's own name for a session; an empty one removes it. */
    v.object({ type: v.literal('nameSession'), sessionId: v.string(), name: sessionNameSchema() }),
    /** Popup: open a chat in LiveChat's app; without a thread's ID, its newest one. */
    v.object({ type: v.literal('openChat'), chatId: v.string(), threadId: v.string() }),
    /** Popup: no notifications for an hour, or until tomorrow; or again. */
    v.object({ type: v.literal('doNotDisturb'), until: v.picklist(['hour', 'tomorrow', 'off']) }),
    /** Settings, welcome page: ask LiveChat whether it knows a client and its redirect URI. */
    v.object({ type: v.literal('testClient'), clientId: clientIdSchema(), redirectUri: v.string() }),
    /** Authorize window: begin a transaction, in place of any earlier one. */
    v.object({ type: v.literal('beginAuthorization'), redirectUri: v.string() }),
    /** Authorize window: LiveChat's login page is open. */
    v.object({ type: v.literal('loginTabOpened'), tabId: v.number() }),
    /** Authorize window: LiveChat's login page gave no usable answer. */
    v.object({ type: v.literal('failAuthorization'), error: v.picklist(signInErrorCodes) }),
    /** Authorize window: what LiveChat's login page answered. */
    v.object({ type: v.literal('finishAuthorization'), answer: answerSchema() }),
    /** Any page: something went wrong there that nobody had foreseen; what it is called. */
    v.object({ type: v.literal('reportFault'), where: v.picklist(faultPlaces), names: v.array(v.string()) }),
  ]);
export type Command = v.InferOutput<ReturnType<typeof commandSchema>>;
