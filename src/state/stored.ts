import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { clientIdSchema, grantSchema } from '../config/schema.ts';
import { serviceStatusSchema } from '../livechat/service-status.ts';
import { sessionSchema } from '../livechat/session.ts';
import { connectionSchema } from './connection.ts';
import { diagnosticSchema } from './diagnostics.ts';
import { endingSchema } from './endings.ts';
import { knownSessionsSchema } from './known-sessions.ts';
import { countSchema, timeSchema } from './numbers.ts';
import { managedSchema, settingsSchema } from './settings.ts';
import { answerSchema } from './sign-in-answer.ts';

const credentialsSchema = v.object({
  refreshToken: v.string(),
  /** The client it was issued to: the only one that can renew with it. */
  clientId: clientIdSchema,
  /** Set while a renewal's answer is awaited: found again, that answer was lost. */
  renewalStartedAt: v.optional(timeSchema),
});
export type Credentials = v.InferOutput<typeof credentialsSchema>;

/** A session with what this extension knows of it. */
const listedSessionSchema = v.object({
  ...sessionSchema.entries,
  firstSeen: v.exactOptional(timeSchema),
  /** It was not there before, and the agent has not looked at it yet. */
  isNew: v.exactOptional(v.literal(true)),
});
export type ListedSession = v.InferOutput<typeof listedSessionSchema>;

/**
 * Everything that the extension remembers: where, and in what shape. Storage is its only state.
 *
 * `local` survives browser restarts; `session` is kept in memory and ends with the browser, so access tokens and
 * addresses stay there; `managed` is an administrator's, and only to be read. All times are in milliseconds since
 * 1970.
 */
const items = {
  /** What the agent chose in the options; what is absent follows the build's configuration. */
  settings: { area: 'local', schema: settingsSchema },
  /** What an administrator has set by browser policy. */
  managed: { area: 'managed', schema: managedSchema },
  /** The state of the sign-in, as LiveChat last told it. */
  connection: { area: 'local', schema: connectionSchema },
  /** The refresh token. Rotates: each is good for one renewal. */
  credentials: { area: 'local', schema: credentialsSchema },
  /** The same, while the agent does not want to stay signed in. */
  sessionCredentials: { area: 'session', schema: credentialsSchema },
  /** Who has signed in, for the popup and for when they sign in again; name and e-mail only if LiveChat tells them. */
  agent: {
    area: 'local',
    schema: v.object({
      accountId: v.string(),
      organizationId: v.string(),
      name: v.exactOptional(v.string()),
      email: v.exactOptional(v.string()),
    }),
  },
  /** What has happened, for the diagnostics in the options. */
  diagnostics: { area: 'local', schema: v.array(diagnosticSchema) },
  /** The sessions that were there before; absent until the first list after a sign-in. */
  knownSessions: { area: 'local', schema: knownSessionsSchema },
  /** The version of what is in `local`; see `migrations.ts`. */
  version: { area: 'local', schema: v.number() },
  accessToken: { area: 'session', schema: v.object({ value: v.string(), expiresAt: timeSchema }) },
  /** The sessions as last fetched. They hold IP addresses. */
  snapshot: {
    area: 'session',
    schema: v.object({ sessions: v.array(listedSessionSchema), fetchedAt: timeSchema }),
  },
  /** How many sessions are new, and the newest one's device in words; absent when none is. */
  alert: { area: 'session', schema: v.object({ count: countSchema, newest: v.string() }) },
  /** The sessions that the agent wants ended, and what came of it. */
  endings: { area: 'session', schema: v.array(endingSchema) },
  /** Which new sessions the desktop notifications are about, by the notification's ID. */
  notifications: { area: 'session', schema: v.record(v.string(), v.array(v.string())) },
  /** The last attempt to get new tokens from LiveChat without the agent. */
  silentRenewal: { area: 'session', schema: v.object({ startedAt: timeSchema }) },
  /** A sign-in that has begun. */
  signIn: {
    area: 'session',
    schema: v.object({
      authorizeWindowId: v.number(),
      /** LiveChat's login window, once it is open. */
      loginWindowId: v.optional(v.number()),
      /** The browser window the agent came from. */
      returnWindowId: v.optional(v.number()),
    }),
  },
  /** What the answer from LiveChat's login page will be checked against: single use, ten minutes. */
  transaction: {
    area: 'session',
    schema: v.object({
      createdAt: timeSchema,
      clientId: clientIdSchema,
      grant: grantSchema,
      redirectUri: v.string(),
      state: v.string(),
      codeVerifier: v.string(),
      /** The answer, while it is turned into tokens: found again, the service worker was stopped meanwhile. */
      answer: v.optional(answerSchema),
      answeredAt: v.optional(timeSchema),
    }),
  },
  /** LiveChat's service status, or why it is unknown. */
  serviceStatus: {
    area: 'session',
    schema: v.object({ fetchedAt: timeSchema, status: v.nullable(serviceStatusSchema) }),
  },
} as const;

type Items = typeof items;
export type StoredKey = keyof Items;
export type Stored = { [K in StoredKey]?: v.InferOutput<Items[K]['schema']> };
export type Transaction = NonNullable<Stored['transaction']>;
export type StoredServiceStatus = NonNullable<Stored['serviceStatus']>;

/** The items that the extension itself writes. */
type OwnKey = Exclude<StoredKey, 'managed'>;

const areas = ['local', 'session'] as const;
const keysIn = <K extends StoredKey>(area: (typeof areas)[number], keys: readonly K[]): K[] =>
  keys.filter((key) => items[key].area === area);

/** The browser policy, where each setting is an item of its own. Firefox refuses to read one that is not there. */
const readPolicy = (): Promise<object> => browser.storage.managed.get().catch(() => ({}));

async function readRaw(keys: readonly StoredKey[]): Promise<Record<string, unknown>> {
  const parts = await Promise.all([
    keys.includes('managed') ? readPolicy().then((managed) => ({ managed })) : {},
    ...areas.map((area) => {
      const names = keysIn(area, keys);
      return names.length > 0 ? browser.storage[area].get(names) : {};
    }),
  ]);
  return Object.assign({}, ...parts);
}

/** The named items, all read at once. A value that is not of its schema counts as absent. */
export async function read<K extends StoredKey>(...keys: K[]): Promise<Pick<Stored, K>> {
  const raw = await readRaw(keys);
  const valid = keys.flatMap((key) => {
    const result = v.safeParse(items[key].schema, raw[key]);
    return result.success ? [[key, result.output]] : [];
  });
  return Object.fromEntries(valid);
}

/** What to store; `null` removes. */
export type Changes = { [K in OwnKey]?: Stored[K] | null };

/** The browser did not store what it was told to: a full disk, or a broken profile. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

/**
 * Stores and removes items; those of one area in one step, those of `local` before those of `session`.
 *
 * @throws StorageError
 */
export async function write(changes: Changes): Promise<void> {
  try {
    for (const area of areas) {
      const names = keysIn(area, Object.keys(changes) as OwnKey[]);
      if (names.length === 0) continue;
      // A removed item is `null` at first: two calls would be two steps.
      await browser.storage[area].set(Object.fromEntries(names.map((key) => [key, changes[key]])));
      const removed = names.filter((key) => changes[key] === null);
      if (removed.length > 0) await browser.storage[area].remove(removed);
    }
  } catch (cause) {
    throw new StorageError('The browser did not store this', { cause });
  }
}

/** The names of the stored items that are there but are not of their schema. */
export async function damagedItems(): Promise<OwnKey[]> {
  const keys = areas.flatMap((area) => keysIn(area, Object.keys(items) as OwnKey[]));
  const raw = await readRaw(keys);
  return keys.filter((key) => raw[key] != null && !v.is(items[key].schema, raw[key]));
}

/** The names of the items that a change of the browser's storage is about. */
export const changedItems = (changes: object, area: string): string[] =>
  area === 'managed' ? ['managed'] : Object.keys(changes);

/** Calls `listener` after any of the named items has changed. Returns the way to stop. */
export function onStoredChange(keys: readonly StoredKey[], listener: () => void): () => void {
  const handleChanged = (changes: object, area: string) => {
    const changed = changedItems(changes, area);
    if (keys.some((key) => changed.includes(key))) listener();
  };
  browser.storage.onChanged.addListener(handleChanged);
  return () => browser.storage.onChanged.removeListener(handleChanged);
}
