import { type Device, device } from '../i18n/device.ts';
import { deviceName } from '../i18n/device-name.ts';
import { type TextKey, t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import { longestSessionName } from '../state/known-sessions.ts';
import type { ListedSession } from '../state/store/public-items.ts';

/** Describes a session in words, all of them fit to be shown. */
export type Description = {
  kind: Device['kind'];
  /** The agent's own name for it; empty without one. */
  ownName: string;
  /** The device. */
  name: string;
  ip: string;
  /** Names the way of signing in; empty where LiveChat does not say. */
  way: string;
  /** Says the same as part of a sentence. */
  identity: string;
  applications: string;
};

const identities: Record<string, TextKey> = {
  apple: 'identity_apple',
  credentials: 'identity_credentials',
  explicit: 'identity_explicit',
  google: 'identity_google',
  microsoft: 'identity_microsoft',
  token: 'identity_token',
};

/** Names the way of signing in; one that LiveChat has added since by LiveChat's own name. */
function wayText(source: string): string {
  const key = Object.hasOwn(identities, source) ? identities[source] : undefined;
  return key ? t(key) : sanitizeText(source, 40);
}

const descriptions = new WeakMap<ListedSession, Description>();

/** Describes a session in words, only once for each object, as that takes its time. */
export function describeSession(session: ListedSession): Description {
  const cached = descriptions.get(session);
  if (cached) return cached;
  const found = device(session.user_agent);
  const way = wayText(session.identity_source);
  const description = {
    kind: found.kind,
    ownName: sanitizeText(session.name ?? '', longestSessionName),
    name: deviceName(found, true),
    ip: sanitizeText(session.ip, 45),
    way,
    identity: way && t('signed_in_with', way),
    // Joined only as far as anybody would read.
    applications: session.applications
      .slice(0, 20)
      .map(({ name }) => sanitizeText(name, 60))
      .filter(Boolean)
      .join(', '),
  };
  descriptions.set(session, description);
  return description;
}
