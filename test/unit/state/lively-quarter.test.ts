import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchChats } from '../../../src/livechat/fetch-chats.ts';
import { sortChats, summaryOf } from '../../../src/state/chats.ts';
import { livelyQuarter, setStage } from '../../livechat-server/agent-chat/lively-quarter.ts';
import type { Description } from '../../livechat-server/description.ts';
import { worstDescriptions } from '../../livechat-server/descriptions.ts';
import { obtainTokens } from '../../livechat-server/in-memory-browser.ts';
import { createLiveChat } from '../../livechat-server/index.ts';

/** The extension counts what the stand-in's people do, however LiveChat writes it. */

afterEach(() => vi.unstubAllGlobals());

const all: Record<string, Partial<Description>> = { 'the default': {}, ...worstDescriptions };
const others = Object.entries(all).filter(([name, { agentChat }]) => agentChat || name === 'the default');

describe.each(others)('at %s', (_, description) => {
  test.each(['dal', 'fra'] as const)(
    'a lively quarter of an hour is counted right, at %s',
    async (dataCentre) => {
      let clock = Date.UTC(2026, 10, 25, 9);
      const liveChat = createLiveChat({ now: () => clock, description });
      const client = liveChat.addClient({
        redirectUris: ['https://app.example/'],
        scopes: ['chats--access:ro'],
      });
      const agent = liveChat.addAgent({ dataCentre });
      const { access_token } = await obtainTokens(liveChat, client, agent);
      vi.stubGlobal('fetch', (url: string, init: RequestInit) => liveChat.fetch(new Request(url, init)));
      const stage = setStage(liveChat, agent.email);
      const began = clock;
      let region: string | undefined;
      for (const step of livelyQuarter) {
        clock = began + step.at * 1000;
        step.act(stage);
        const listed = await fetchChats('https://api.livechatinc.com', access_token, region);
        region = listed.region;
        const summary = summaryOf(sortChats(listed.chats, [agent.email]), listed.hasMore);
        const { mine, unread, queued: waiting, unassigned } = summary;
        expect({ mine, unread, waiting, unassigned }, `${step.at} s: ${step.what}`).toEqual(step.shows);
        expect(summary.isAtLeast).toBeUndefined();
      }
    },
  );
});
