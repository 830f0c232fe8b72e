import { expect, test } from 'vitest';
import { listChatsRequest, obtainTokens } from '../in-memory-browser.ts';
import { createLiveChat } from '../index.ts';
import { type Counts, countsFor } from './counts.ts';
import { livelyQuarter, setStage } from './lively-quarter.ts';

interface ListedChat {
  users: { type: string; id: string; present: boolean; visibility: string; events_seen_up_to?: string }[];
  last_thread_summary: { active: boolean; queue?: object };
  last_event_per_type: Record<string, { event: { author_id: string; created_at: string } }>;
}

/** Counts what an answer tells, as LiveChat's own app sorts it. */
function countsIn(chats: ListedChat[], me: string): Counts {
  const agentsIn = ({ users }: ListedChat) =>
    users.filter(({ type, present, visibility }) => type === 'agent' && present && visibility === 'all');
  const isQueued = ({ last_thread_summary: { queue } }: ListedChat) => queue !== undefined;
  const mine = chats.filter((chat) => agentsIn(chat).some(({ id }) => id === me));
  const isUnread = ({ users, last_event_per_type: last }: ListedChat) => {
    const seen = users.find(({ id }) => id === me)?.events_seen_up_to ?? '';
    return ['message', 'file', 'rich_message', 'filled_form'].some((type) => {
      const event = last[type]?.event;
      return event !== undefined && event.author_id !== me && event.created_at > seen;
    });
  };
  return {
    mine: mine.length,
    unread: mine.filter(isUnread).length,
    waiting: chats.filter(isQueued).length,
    unassigned: chats.filter((chat) => agentsIn(chat).length === 0 && !isQueued(chat)).length,
  };
}

test('each step shows what it says, and at the end it can begin again', async () => {
  let clock = Date.UTC(2026, 10, 25, 9);
  const liveChat = createLiveChat({ now: () => clock });
  const scopes = ['chats--access:ro'];
  const client = liveChat.addClient({ redirectUris: ['https://app.example/'], scopes });
  const agent = liveChat.addAgent();
  const { access_token } = await obtainTokens(liveChat, client, agent);
  const listed = async (): Promise<ListedChat[]> => {
    const filters = { active: true };
    const answer = await liveChat.fetch(listChatsRequest({ filters, limit: 100 }, access_token));
    return (await answer.json()).chats_summary;
  };

  const stage = setStage(liveChat, agent.email);
  for (const round of [1, 2]) {
    const began = clock;
    for (const step of livelyQuarter) {
      clock = began + step.at * 1000;
      step.act(stage);
      const where = `round ${round}, ${step.at} s: ${step.what}`;
      expect(countsFor(liveChat, agent.email), where).toEqual(step.shows);
      expect(countsIn(await listed(), agent.email), where).toEqual(step.shows);
    }
    clock = began + 900_000;
    expect(liveChat.chats.all.filter(({ threads }) => threads.at(-1)?.active)).toEqual([]);
  }
});

test('its steps come one after the other, within a quarter of an hour', () => {
  const times = livelyQuarter.map(({ at }) => at);
  expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
  expect(times.at(-1)).toBeLessThan(900);
});

test('it has been everywhere: several chats, unread ones, a queue, unassigned ones, and nothing', () => {
  const most = (name: keyof Counts) => Math.max(...livelyQuarter.map(({ shows }) => shows[name]));
  expect([most('mine'), most('unread'), most('waiting'), most('unassigned')]).toEqual([4, 2, 3, 1]);
  expect(livelyQuarter.at(-1)?.shows).toEqual({ mine: 0, unread: 0, waiting: 0, unassigned: 0 });
});
