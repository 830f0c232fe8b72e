import * as v from 'valibot';
import { clientIdSchema, grantSchema } from '../../config/schema.ts';
import { liveChatErrorCodes } from '../../livechat/error.ts';
import { chatNoticeSchema } from '../chat-notices.ts';
import { refusalReasons } from '../connection.ts';
import { justEndedSchema } from '../just-ended.ts';
import { knownSessionsSchema } from '../known-sessions.ts';
import { timeSchema } from '../number-schemas.ts';
import { answerSchema, signInErrorCodes } from '../protocol/sign-in-answer.ts';
import type { Items } from './storage.ts';

const credentialsSchema = () =>
  v.object({
    refreshToken: v.string(),
    /** The client it was issued to: the only one that can renew with it. */
    clientId: clientIdSchema(),
    /** Set while a renewal's answer is awaited: found again, that answer was lost. */
    renewalStartedAt: v.optional(timeSchema()),
    /** The reason for which LiveChat's token endpoint has refused it, once it has: it is not sent again. */
    refusedAs: v.exactOptional(v.picklist(refusalReasons)),
  });
export type Credentials = v.InferOutput<ReturnType<typeof credentialsSchema>>;

/** Describes the stored items for the background alone, secrets included. Times are in milliseconds since 1970. */
export const secretItems = {
  /** The refresh token. Rotates: each is good for one renewal. */
  credentials: { area: 'local', forgottenAt: 'refused', schema: credentialsSchema },
  /** The same, while the agent does not want to stay signed in. */
  sessionCredentials: { area: 'session', forgottenAt: 'refused', schema: credentialsSchema },
  /** The sessions that were there before; absent until an agent's first list. A refusal ends no watch over them. */
  knownSessions: { area: 'local', forgottenAt: 'signedOut', schema: knownSessionsSchema },
  /** The version of what is in `local`; see `migrations.ts`. */
  version: { area: 'local', forgottenAt: 'never', schema: () => v.number() },
  /** There once badge and alarm are, since the start of the browser or of the extension. */
  isStarted: { area: 'session', forgottenAt: 'never', schema: () => v.literal(true) },
  /** The time since which the browser has told of no policy, although one was seen before. */
  policyMissedAt: { area: 'session', forgottenAt: 'never', schema: timeSchema },
  accessToken: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () =>
      v.object({
        value: v.string(),
        expiresAt: timeSchema(),
        /** The time at which it is renewed, if there is a refresh token. */
        renewAt: timeSchema(),
      }),
  },
  /** The sessions that LiveChat has just ended for us, which its list may still have. */
  justEnded: { area: 'session', forgottenAt: 'refused', schema: justEndedSchema },
  /** The time at which LiveChat was last asked who has signed in. */
  agentAskedAt: { area: 'session', forgottenAt: 'refused', schema: timeSchema },
  /**
   * The new session that a desktop notification is about, by the notification's ID; those about several are not here.
   */
  notifications: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () => v.array(v.object({ id: v.string(), sessionId: v.string() })),
  },
  /** The desktop notifications of chats: one for each chat, which is updated, and one for the queue, which has no chat's ID. */
  chatNotices: { area: 'session', forgottenAt: 'refused', schema: () => v.array(chatNoticeSchema()) },
  /** The client whose last sign-in with chats may have failed for those: another time, it has. */
  chatsDoubt: { area: 'session', forgottenAt: 'refused', schema: clientIdSchema },
  /** The attempts in vain to get new tokens from LiveChat without the agent. */
  silentRenewal: {
    area: 'session',
    forgottenAt: 'refused',
    schema: () =>
      v.object({
        /** The first one in a row. */
        firstAt: timeSchema(),
        /** No other one before this time. */
        retryAt: timeSchema(),
        /** The outcome of the last one: LiveChat's refusal, or a failure. */
        refusal: v.exactOptional(v.picklist(signInErrorCodes)),
        failure: v.exactOptional(v.picklist(liveChatErrorCodes)),
      }),
  },
  /** The transaction that the answer from LiveChat's login page will be checked against: single use, ten minutes. */
  transaction: {
    area: 'session',
    forgottenAt: 'signedOut',
    schema: () =>
      v.object({
        createdAt: timeSchema(),
        clientId: clientIdSchema(),
        grant: grantSchema(),
        redirectUri: v.string(),
        /** It asks for chats, too. */
        withChats: v.exactOptional(v.literal(true)),
        state: v.string(),
        codeVerifier: v.string(),
        /** The answer, while it is turned into tokens: found again, the service worker was stopped meanwhile. */
        answer: v.optional(answerSchema()),
        answeredAt: v.optional(timeSchema()),
      }),
  },
} as const satisfies Items;
