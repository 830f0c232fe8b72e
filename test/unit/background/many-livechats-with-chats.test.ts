import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { config } from '../../../src/config/index.ts';
import type { Chat, Target } from '../../livechat-server/agent-chat/chat-store.ts';
import { countsFor } from '../../livechat-server/agent-chat/counts.ts';
import { LIST_CHATS } from '../../livechat-server/agent-chat/errors.ts';
import type { Description } from '../../livechat-server/index.ts';
import { fakeBrowser } from '../support/browser.ts';
import { bundleServiceWorker } from '../support/bundle.ts';
import { chats, signInWithChats, summary } from '../support/chats.ts';
import {
  connection,
  type Extension,
  minute,
  restartServiceWorker,
  send,
  startExtension,
  startFrom,
  wait,
} from '../support/extension.ts';
import { anyDescription } from '../support/many-livechats/any-description.ts';

/**
 * The agent lives for some minutes with chats that come and go, in a LiveChat that does where its publications are silent as it
 * likes. Whatever happens to the one number, the other is right; and that of the chats is LiveChat's own, or in trouble.
 */

beforeAll(async () => startFrom(await bundleServiceWorker(config)));

const target = fc.constantFrom('me', 'colleague', 'queue', 'unassigned');
const anyStep = fc.oneof(
  fc.record({ what: fc.constant('arrive' as const), target }),
  fc.record({
    what: fc.constantFrom('write', 'answer', 'see', 'close', 'leave', 'supervise', 'fallAsleep'),
    which: fc.nat(9),
  }),
  fc.record({ what: fc.constant('transfer' as const), which: fc.nat(9), target }),
  fc.record({ what: fc.constantFrom('expire', 'restart', 'otherDataCentre') }),
  fc.record({ what: fc.constant('break' as const), path: fc.constantFrom('/v2/sessions', LIST_CHATS) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

/**
 * Makes any LiveChat that issues refresh tokens, and that tells what nobody could count without: who is present, who only
 * supervises, and what they have seen.
 */
const anyTellingDescription = anyDescription.map(
  (description): Description => ({
    ...description,
    exchange: { ...description.exchange, refresh_token: 'text' },
    agentChat: {
      ...description.agentChat,
      present: 'boolean',
      visibility: description.agentChat.visibility === 'text' ? 'text' : 'if agents',
      events_seen_up_to: 'text',
    },
  }),
);

/** Lets something happen in LiveChat, or to the extension; what is impossible does not. */
async function happen(step: Step, { liveChat, agent }: Extension): Promise<() => void> {
  const store = liveChat.chats;
  const colleague = 'colleague@example.com';
  const targets: Record<string, Target> = {
    me: { agent: agent.email },
    colleague: { agent: colleague },
    queue: { queue: true },
    unassigned: { unassigned: true },
  };
  const targetOf = (name: string): Target => targets[name] ?? { unassigned: true };
  const active = store.all.filter(({ threads }) => threads.at(-1)?.active);
  const onOne = (act: (chat: Chat) => unknown) => {
    const chat = 'which' in step ? active[step.which % (active.length || 1)] : undefined;
    if (chat) act(chat);
  };
  const isMine = ({ agents }: Chat) => agents.some(({ email, present }) => email === agent.email && present);
  switch (step.what) {
    case 'arrive':
      store.start('Hello', targetOf('target' in step ? step.target : ''), {
        name: `Customer ${store.all.length}`,
      });
      break;
    case 'write':
      onOne((chat) => store.write(chat, 'Are you there?'));
      break;
    case 'answer':
      onOne((chat) => isMine(chat) && store.write(chat, 'I am', { by: agent.email }));
      break;
    case 'see':
      onOne((chat) => isMine(chat) && store.see(chat, agent.email));
      break;
    case 'close':
      onOne((chat) => store.close(chat));
      break;
    case 'leave':
      onOne((chat) => store.leave(chat, agent.email));
      break;
    case 'supervise':
      onOne((chat) => !isMine(chat) && store.supervise(chat, agent.email));
      break;
    case 'fallAsleep':
      onOne((chat) => store.fallAsleep(chat));
      break;
    case 'transfer':
      onOne((chat) => store.transfer(chat, targetOf('target' in step ? step.target : '')));
      break;
    case 'expire':
      liveChat.expireAccessTokens(agent.email);
      break;
    case 'restart':
      await restartServiceWorker();
      break;
    case 'otherDataCentre':
      agent.dataCentre = agent.dataCentre === 'dal' ? 'fra' : 'dal';
      break;
    case 'break':
      return liveChat.faults.add({ match: { path: 'path' in step ? step.path : '' }, kind: 'drop' });
  }
  return () => undefined;
}

test('each number is right, or in trouble by itself', { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyTellingDescription,
      fc.array(anyStep, { maxLength: 12 }),
      async (description, steps) => {
        fakeBrowser.storage.local.clear();
        fakeBrowser.restart();
        const extension = await startExtension();
        const { liveChat, agent } = extension;
        liveChat.description = description;
        liveChat.addAgent({ email: 'colleague@example.com', name: 'Colleague' });
        await signInWithChats(extension, { intervalSeconds: 60 });
        if (connection()?.status !== 'signedIn') return;
        for (const [index, step] of steps.entries()) {
          const mend = await happen(step, extension);
          wait(minute);
          // Whoever looks is answered, however slow the pace is.
          await send({ type: 'refresh', trigger: 'popup' });
          const where = `step ${index}: ${JSON.stringify(step)}`;
          const broken = step.what === 'break' && 'path' in step ? step.path : undefined;
          if (connection()?.status !== 'signedIn') return;
          expect('trouble' in (connection() ?? {}), where).toBe(broken === '/v2/sessions');
          if (description.account !== 'published') expect(summary(), where).toBeUndefined();
          if (description.account !== 'published' || broken === LIST_CHATS) {
            expect(chats(), where).toHaveProperty('trouble');
          } else {
            const { mine, unread, waiting, unassigned } = countsFor(liveChat, agent.email);
            expect(chats(), where).toMatchObject({
              known: { summary: { mine, unread, queued: waiting, unassigned }, fetchedAt: Date.now() },
            });
            expect(chats(), where).not.toHaveProperty('trouble');
          }
          mend();
        }
      },
    ),
    { numRuns: 60 },
  );
});
