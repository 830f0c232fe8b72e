import fc from 'fast-check';

/** Lists what a network or LiveChat's servers put in place of LiveChat's answers. */
export const troubles = [
  'drop',
  '401 page',
  '407 page',
  '302',
  '403 page',
  '200 page',
  '511 page',
  '500',
  "LiveChat's 500",
  '429',
  'suspended',
] as const;
export type Trouble = (typeof troubles)[number];

/** Names the requests that meet a trouble. */
export type Where = 'everything' | 'sessions' | 'token' | 'info' | 'login';

/** Describes something that happens in the life of an agent. */
export type Step =
  | { do: 'sign in'; grant: 'code' | 'implicit' }
  | { do: 'sign in to a server-side app' }
  | { do: 'sign out'; scope: 'here' | 'everywhere' }
  /** The computer is awake, and the alarm goes off each minute. */
  | { do: 'poll'; minutes: number }
  /** The computer sleeps; the alarm goes off once when it wakes. */
  | { do: 'sleep'; hours: number }
  | { do: 'look'; trigger: 'popup' | 'click' | 'online' }
  | { do: 'LiveChat lets the access token end' }
  | { do: 'LiveChat revokes all tokens' }
  | { do: 'somebody ends our session' }
  | { do: 'a session is added' }
  | { do: 'a session is removed' }
  | { do: 'end a session' }
  | { do: 'end the others' }
  | { do: 'the worker stops' }
  | { do: 'the browser restarts' }
  | { do: 'the scope is withdrawn'; minutes: number }
  | {
      do: 'trouble';
      what: Trouble;
      at: Where;
      minutes: number;
      /** Names what the agent does in the middle of it. */
      meanwhile: 'nothing' | 'click' | 'sign out' | 'restart the browser';
      /** The access token ends as it begins. */
      tokenEnds: boolean;
    };

const once = (name: Exclude<Step['do'], 'poll' | 'sleep' | 'trouble'>): fc.Arbitrary<Step> =>
  fc.constant({ do: name } as Step);

const grant = fc.constantFrom<'code' | 'implicit'>('code', 'implicit');

export const anyTrouble: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('trouble' as const),
  what: fc.constantFrom(...troubles),
  at: fc.constantFrom<Where>('everything', 'everything', 'sessions', 'token', 'info', 'login'),
  minutes: fc.constantFrom(1, 2, 3, 8, 40),
  meanwhile: fc.constantFrom<'nothing' | 'click' | 'sign out' | 'restart the browser'>(
    'nothing',
    'nothing',
    'click',
    'sign out',
    'restart the browser',
  ),
  tokenEnds: fc.boolean(),
});

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('poll' as const), minutes: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), hours: fc.integer({ min: 1, max: 24 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('look' as const),
      trigger: fc.constantFrom<'popup' | 'click' | 'online'>('popup', 'click', 'online'),
    }),
  },
  { weight: 2, arbitrary: once('LiveChat lets the access token end') },
  { weight: 1, arbitrary: once('LiveChat revokes all tokens') },
  { weight: 1, arbitrary: once('somebody ends our session') },
  { weight: 2, arbitrary: once('a session is added') },
  { weight: 1, arbitrary: once('a session is removed') },
  { weight: 1, arbitrary: once('end a session') },
  { weight: 1, arbitrary: once('end the others') },
  { weight: 1, arbitrary: once('the worker stops') },
  { weight: 1, arbitrary: once('the browser restarts') },
  { weight: 3, arbitrary: anyTrouble },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('the scope is withdrawn' as const),
      minutes: fc.constantFrom(1, 3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sign out' as const),
      scope: fc.constantFrom<'here' | 'everywhere'>('here', 'everywhere'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sign in' as const), grant }) },
  { weight: 1, arbitrary: once('sign in to a server-side app') },
);

/** Describes a short life of an agent, from the first sign-in on. */
export interface Life {
  grant: 'code' | 'implicit';
  /** The agent's other browsers that are signed in. */
  others: number;
  /** LiveChat's Developer Console has the redirect flow's address, too: tokens can be renewed unseen. */
  isRedirectListed: boolean;
  /** As the agent has set it. */
  staySignedIn: boolean;
  steps: Step[];
}

/** Makes a life of up to eight steps. */
export const anyLife: fc.Arbitrary<Life> = fc.record({
  grant,
  others: fc.integer({ min: 0, max: 2 }),
  isRedirectListed: fc.boolean(),
  staySignedIn: fc.constantFrom(true, true, true, false),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 8, size: 'max' }),
});
