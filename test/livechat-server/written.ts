import type { Description, SessionFields, TokenFields } from './description.ts';
import type { LiveChatSession } from './state.ts';

/** Leaves out what is missing. */
const without = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const lifetimes: Record<TokenFields['expires_in'], (seconds: number) => unknown> = {
  number: (seconds) => seconds,
  text: String,
  soon: () => 'soon',
  zero: () => 0,
  negative: (seconds) => -seconds,
  milliseconds: (seconds) => seconds * 1000,
  missing: () => undefined,
  null: () => null,
};

const scopeLists: Record<TokenFields['scope'], (scopes: readonly string[]) => unknown> = {
  commas: (scopes) => scopes.join(','),
  spaces: (scopes) => scopes.join(' '),
  list: (scopes) => scopes,
  missing: () => undefined,
  null: () => null,
};

/**
 * Writes the fields that come with an access token as this LiveChat does.
 *
 * @param token `seconds` is what is left of its lifetime
 */
export function writtenToken(
  fields: TokenFields & { nameOfScope?: string },
  token: { seconds: number; scopes: readonly string[] },
): Record<string, unknown> {
  const { expires_in, token_type, scope, nameOfScope = 'scope' } = fields;
  const type = token_type === 'missing' ? undefined : token_type === 'null' ? null : token_type;
  return without({
    expires_in: lifetimes[expires_in](token.seconds),
    token_type: type,
    [nameOfScope]: scopeLists[scope](token.scopes),
  });
}

/** Writes a refresh token, or none. */
export function writtenRefreshToken(
  field: Description['exchange' | 'renewal']['refresh_token'],
  value: string,
): Record<string, unknown> {
  if (field === 'missing') return {};
  if (field === 'null') return { refresh_token: null };
  return { refresh_token: field === 'empty' ? '' : value };
}

/** The ID of a session as this LiveChat writes it; nothing where it does not. */
function writtenId(field: SessionFields['session_id'], id: string): unknown {
  switch (field) {
    case 'UUID':
      return id;
    case 'word':
      return `session_${id.slice(0, 8)}`;
    case 'base64':
      return `+/${Buffer.from(id.slice(0, 10)).toString('base64')}`;
    case 'number':
      return Number.parseInt(id.slice(0, 8), 16);
    case 'null':
      return null;
    case 'missing':
      return undefined;
  }
}

const writtenText = (field: SessionFields['user_agent'], text: string): unknown =>
  ({ text, number: 153, null: null, missing: undefined })[field];

function writtenCurrent(field: SessionFields['current'], isCurrent: boolean): unknown {
  return {
    boolean: isCurrent,
    'if true': isCurrent || undefined,
    text: String(isCurrent),
    null: null,
    missing: undefined,
  }[field];
}

function writtenApplications(
  field: SessionFields['applications'],
  applications: LiveChatSession['applications'],
): unknown {
  return {
    objects: applications,
    names: applications.map(({ name }) => name),
    'with nulls': [null, ...applications, { name: null }],
    null: null,
    missing: undefined,
  }[field];
}

/** Writes a session as this LiveChat does. */
export function writtenSession(
  fields: SessionFields,
  session: LiveChatSession,
  isCurrent: boolean,
): Record<string, unknown> {
  return without({
    account_id: session.account_id,
    session_id: writtenId(fields.session_id, session.session_id),
    current: writtenCurrent(fields.current, isCurrent),
    user_agent: writtenText(fields.user_agent, session.user_agent),
    identity_source: writtenText(fields.identity_source, session.identity_source),
    ip: writtenText(fields.ip, session.ip),
    applications: writtenApplications(fields.applications, session.applications),
  });
}

/** Tells whether a session is the one that is asked for by the ID that this LiveChat has written. */
export const hasWrittenId = (fields: SessionFields, { session_id }: LiveChatSession, id: string): boolean => {
  const written = writtenId(fields.session_id, session_id);
  return written !== undefined && written !== null && String(written) === id;
};
