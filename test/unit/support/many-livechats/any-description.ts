import fc from 'fast-check';
import {
  type Description,
  defaultDescription,
  type ErrorBody,
  type Refusal,
  type TokenFields,
} from '../../../livechat-server/description.ts';
import { refusalNames } from '../../../livechat-server/descriptions.ts';

/** As by default, or in two of five cases otherwise. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );

const refusal = (usual: Refusal): fc.Arbitrary<Refusal> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant(usual) },
    {
      weight: 2,
      arbitrary: fc.record({
        status: fc.constantFrom(400, 401, 403, 404, 422),
        error: fc.constantFrom(...refusalNames),
      }),
    },
  );

const body = mostly<ErrorBody>('published', 'other JSON', 'Agent Chat', 'HTML', 'empty');

const tokenFields = (usual: TokenFields) => ({
  expires_in: mostly<TokenFields['expires_in']>(
    usual.expires_in,
    'number',
    'text',
    'missing',
    'null',
    'soon',
    'zero',
    'negative',
    'milliseconds',
  ),
  token_type: mostly<TokenFields['token_type']>('Bearer', 'bearer', 'BEARER', 'missing', 'null'),
  scope: mostly<TokenFields['scope']>('commas', 'spaces', 'list', 'missing', 'null'),
});

const text = mostly<'text' | 'number' | 'missing' | 'null'>('text', 'number', 'missing', 'null');

const field = mostly<'text' | 'missing' | 'null'>('text', 'missing', 'null');

type AgentChat = Description['agentChat'];

const anyAgentChat: fc.Arbitrary<AgentChat> = fc.record({
  refusedAccessToken: mostly<AgentChat['refusedAccessToken']>(
    'published',
    'Accounts',
    'other JSON',
    'HTML',
    'empty',
  ),
  insufficientScope: mostly<AgentChat['insufficientScope']>('authorization', 'missing_access'),
  foreignGroup: mostly<AgentChat['foreignGroup']>('missing_access', 'left out'),
  unpublishedStatuses: mostly<AgentChat['unpublishedStatuses']>('own', 400),
  regions: mostly<AgentChat['regions']>('named', 'found'),
  names: mostly<AgentChat['names']>('v3.6', 'v3.7'),
  activeWithoutThreads: mostly<boolean>(true, false),
  next_page_id: mostly<AgentChat['next_page_id']>('missing', 'null', 'empty'),
  agentId: mostly<AgentChat['agentId']>('e-mail', 'capitals', 'account ID'),
  agentEmail: field,
  present: mostly<AgentChat['present']>('boolean', 'missing', 'null'),
  visibility: mostly<AgentChat['visibility']>('text', 'if agents', 'missing', 'null'),
  events_seen_up_to: field,
  nothingSeen: mostly<AgentChat['nothingSeen']>('missing', 'null', 'epoch'),
  times: mostly<AgentChat['times']>('UTC', 'offset'),
  routing: mostly<AgentChat['routing']>('both', 'chat', 'thread', 'missing'),
  noQueue: mostly<AgentChat['noQueue']>('missing', 'null'),
  restricted_access: mostly<AgentChat['restricted_access']>('in its place', 'in it'),
  customerName: field,
});

const { exchange, renewal, message, redirect } = defaultDescription;

/** Makes any LiveChat that its publications leave open. Whose origin the message has, only a browser tells. */
export const anyDescription: fc.Arbitrary<Description> = fc.record({
  refusedRefreshToken: refusal(defaultDescription.refusedRefreshToken),
  refusedCode: refusal(defaultDescription.refusedCode),
  refusedVerifier: refusal(defaultDescription.refusedVerifier),
  unknownClient: refusal(defaultDescription.unknownClient),
  missingSecret: refusal(defaultDescription.missingSecret),
  malformedRequest: refusal(defaultDescription.malformedRequest),
  refusedAccessToken: body,
  infoWithoutToken: fc.record({ status: mostly<200 | 400 | 401 | 403 | 404>(401, 400, 403, 404, 200), body }),
  insufficientScope: mostly<Description['insufficientScope']>('sub_error', 'error'),
  requestIds: mostly<boolean>(true, false),
  exchange: fc.record({
    ...tokenFields(exchange),
    refresh_token: mostly<Description['exchange']['refresh_token']>('text', 'missing', 'null', 'empty'),
  }),
  renewal: fc.record({
    ...tokenFields(renewal),
    refresh_token: mostly<Description['renewal']['refresh_token']>('new', 'same', 'missing', 'null', 'empty'),
  }),
  message: fc.record({
    ...tokenFields(message),
    nameOfScope: mostly<Description['message']['nameOfScope']>('scopes', 'scope'),
  }),
  redirect: fc.record(tokenFields(redirect)),
  messageOrigin: fc.constant(defaultDescription.messageOrigin),
  refusalsCarryState: fc.record({
    message: mostly<boolean>(false, true),
    redirect: mostly<boolean>(true, false),
  }),
  signInRepeatsTokens: mostly<boolean>(false, true),
  sessions: fc.record({
    session_id: mostly<Description['sessions']['session_id']>(
      'UUID',
      'word',
      'base64',
      'number',
      'missing',
      'null',
    ),
    current: mostly<Description['sessions']['current']>('boolean', 'if true', 'text', 'missing', 'null'),
    user_agent: text,
    identity_source: text,
    ip: text,
    applications: mostly<Description['sessions']['applications']>(
      'objects',
      'names',
      'with nulls',
      'missing',
      'null',
    ),
  }),
  endedSessionLingers: mostly(0, 5, 30),
  unknownSession: mostly<200 | 404>(404, 200),
  account: mostly<Description['account']>('published', 'nulls', 'empty', 'forbidden'),
  done: mostly<Description['done']>('object', 'no content'),
  agentChat: anyAgentChat,
});

/** Lists where a LiveChat differs from the default, one line each. */
export function differencesOf(description: object, usual: object = defaultDescription, path = ''): string[] {
  return Object.entries(description).flatMap(([key, value]) => {
    const other: unknown = Reflect.get(usual, key);
    if (typeof value === 'object' && typeof other === 'object' && other !== null) {
      return differencesOf(value, other, `${path}${key}.`);
    }
    return value === other ? [] : [`${path}${key}: ${JSON.stringify(value)}`];
  });
}
