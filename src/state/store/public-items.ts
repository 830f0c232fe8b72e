import * as v from 'valibot';
import { clientIdSchema } from '../../config/schema.ts';
import { saidSchema } from '../../livechat/error.ts';
import { serviceStatusSchema } from '../../livechat/service-status.ts';
import { sessionSchema } from '../../livechat/session.ts';
import { listedChatSchema } from '../chats.ts';
import { chatsConnectionSchema } from '../chats-connection.ts';
import { connectionSchema } from '../connection.ts';
import { endingSchema } from '../endings.ts';
import { sessionNameSchema } from '../known-sessions.ts';
import { networks } from '../network.ts';
import { countSchema, timeSchema } from '../number-schemas.ts';
import { presenceSchema } from '../presence.ts';
import { signInErrorCodes } from '../protocol/sign-in-answer.ts';
import { managedSchema, settingsSchema } from '../settings.ts';
import type { Items } from './storage.ts';

/** Lists what the browser's storage may fail in, as badge and popup tell it. */
export const storageFailureCodes = ['storage_failed', 'storage_unreadable'] as const;

/** Describes a session with what this extension knows of it. */
const listedSessionSchema = () =>
  v.object({
    ...sessionSchema().entries,
    /** The hash by which one without a usable ID is recognized. */
    hash: v.exactOptional(v.string()),
    /** The time of its arrival; absent for one that was there when we began to look. */
    arrivedAt: v.exactOptional(timeSchema()),
    /** It was not there before, and the agent has not answered whether it is theirs. */
    isNew: v.exactOptional(v.literal(true)),
    /** Its network, compared with this browser's; absent where nobody can tell. */
    network: v.exactOptional(v.picklist(networks)),
    /** The agent's own name for it. */
    name: v.exactOptional(sessionNameSchema()),
  });
export type ListedSession = v.InferOutput<ReturnType<typeof listedSessionSchema>>;

/**
 * Describes the stored items without secrets: all that pages read, but for the diagnostics. Times are in milliseconds
 * since 1970.
 */
export const publicItems = {
  /** The agent's choices in the options; what is absent follows the build's configuration. */
  settings: { area: 'local', forgottenAt: 'never', schema: settingsSchema },
  /** The administrator's settings, by browser policy. */
  managed: { area: 'managed', forgottenAt: 'never', schema: managedSchema },
  /** The last one that the browser told of: after a start it may tell of it late. */
  lastPolicy: { area: 'local', forgottenAt: 'never', schema: managedSchema },
  /** The state of the sign-in, as LiveChat last told it. */
  connection: { area: 'local', forgottenAt: 'signedOut', schema: connectionSchema },
  /** The agent's presence at the computer: how often LiveChat is asked, and what number is old, follows from it. */
  presence: { area: 'session', forgottenAt: 'never', schema: presenceSchema },
  /**
   * The agent who has signed in, for the popup and for when they sign in again; name and e-mail only if LiveChat tells
   * them.
   */
  agent: {
    area: 'local',
    forgottenAt: 'signedIn',
    schema: () =>
      v.object({
        accountId: v.string(),
        organizationId: v.string(),
        name: v.exactOptional(v.string()),
        email: v.exactOptional(v.string()),
      }),
  },
  /** The sessions as last fetched, or the first ones of many. They hold IP addresses. */
  snapshot: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () =>
      v.object({
        sessions: v.array(listedSessionSchema()),
        fetchedAt: timeSchema(),
        /** The number of those that storage has no room for. */
        unlisted: v.exactOptional(countSchema()),
      }),
  },
  /** The others of many: see `snapshot.ts`. */
  moreSessions: { area: 'session', forgottenAt: 'refused', schema: () => v.array(listedSessionSchema()) },
  /** The number of new sessions, and the newest one's device in words; absent when none is. */
  alert: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () => v.object({ count: countSchema(), newest: v.string() }),
  },
  /** The sessions that the agent wants ended, and what came of it. */
  endings: { area: 'session', forgottenAt: 'refused', schema: () => v.array(endingSchema()) },
  /** The browser does not store, or read, what it should: since when, and the last time. Nothing else can be told by then. */
  storageFailure: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () => v.object({ code: v.picklist(storageFailureCodes), since: timeSchema(), at: timeSchema() }),
  },
  /** A sign-in that has begun. */
  signIn: {
    area: 'session',
    forgottenAt: 'signedOut',
    schema: () =>
      v.object({
        /** The authorize page: its tab, which something may have moved out of its window. */
        authorizeTabId: v.number(),
        /** The tab of LiveChat's login page, once it is open. */
        loginTabId: v.optional(v.number()),
        /** It asks for chats, too, because the agent wants that now. */
        withChats: v.exactOptional(v.literal(true)),
        /** The browser window the agent came from. */
        returnWindowId: v.optional(v.number()),
      }),
  },
  /** The reason why the last sign-in did not succeed, until the next one begins. */
  signInFailure: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () =>
      v.object({
        error: v.picklist(signInErrorCodes),
        /** LiveChat's name for the error. */
        said: v.exactOptional(saidSchema()),
        /** LiveChat wants a client secret. */
        wantsSecret: v.exactOptional(v.literal(true)),
        /** LiveChat was asked for chats by the way. */
        withChats: v.exactOptional(v.literal(true)),
      }),
  },
  /** The state of the agent's chats: there from a sign-in on that was asked for them. Numbers only. */
  chats: { area: 'local', forgottenAt: 'refused', schema: chatsConnectionSchema },
  /** The agent's own chats as last fetched, the unread ones first. They hold names and lines of messages. */
  chatList: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () =>
      v.object({
        chats: v.array(listedChatSchema()),
        fetchedAt: timeSchema(),
        /** The lead of this computer's clock over LiveChat's, in milliseconds; the times here are by this computer's. */
        clockAhead: v.exactOptional(v.number()),
      }),
  },
  /**
   * LiveChat's refusal to a sign-in that was asked for chats, too: the next one is asked without, unless the agent wants it. A
   * sign-out keeps one that is of the app.
   */
  chatsRefusal: {
    area: 'local',
    forgottenAt: 'signedOut',
    schema: () =>
      v.object({
        error: v.picklist(signInErrorCodes),
        said: v.exactOptional(saidSchema()),
        /** The client that was refused: another one may not be. */
        clientId: clientIdSchema(),
      }),
  },
  /** The time until which no notification comes: "Do not disturb". */
  quietUntil: { area: 'local', forgottenAt: 'signedOut', schema: timeSchema },
  /** The tab of the popup that was used last. */
  lastTab: { area: 'local', forgottenAt: 'never', schema: () => v.picklist(['chats', 'sessions']) },
  /** LiveChat's service status, or why it is unknown. */
  serviceStatus: {
    area: 'session',
    forgottenAt: 'never',
    schema: () => v.object({ fetchedAt: timeSchema(), status: v.nullable(serviceStatusSchema()) }),
  },
} as const satisfies Items;
