import { type Device, device } from '../i18n/device.ts';
import { deviceName } from '../i18n/device-name.ts';
import { type TextKey, t } from '../i18n/index.ts';
import type { Session } from '../livechat/session.ts';
import { sanitizeText } from '../ui/sanitize-text.ts';

/** Describes a session in words, all of them fit to be shown. */
export type Description = {
  kind: Device['kind'];
  name: string;
  ip: string;
  /** Says how the agent signed in; empty where LiveChat does not say. */
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

/** Says how the agent signed in; names a way that LiveChat has added since by LiveChat's own name. */
function identityText(source: string): string {
  const key = Object.hasOwn(identities, source) ? identities[source] : undefined;
  return source && t('signed_in_with', key ? t(key) : sanitizeText(source, 40));
}

const descriptions = new WeakMap<Session, Description>();

/** Describes a session in words, only once for each object, as that takes its time. */
export function describeSession(session: Session): Description {
  const cached = descriptions.get(session);
  if (cached) return cached;
  const found = device(session.user_agent);
  const description = {
    kind: found.kind,
    name: deviceName(found, true),
    ip: sanitizeText(session.ip, 45),
    identity: identityText(session.identity_source),
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
