import type { Browser as WebExtension } from 'webextension-polyfill';
import { olderBy } from '../../../scripts/browser/older-by.ts';
import { type ShownBadge, shownBadge } from '../../../scripts/browser/shown-badge.ts';
import type { Chat } from '../../livechat-server/agent-chat/chat-store.ts';
import type { Counts } from '../../livechat-server/agent-chat/counts.ts';
import { type Stage, type Step, setStage } from '../../livechat-server/agent-chat/lively-quarter.ts';
import type { LiveChat } from '../../livechat-server/index.ts';
import { until } from './until.ts';

declare const chrome: WebExtension;

/** Runs a function in a page of the extension that runs no code of it, and returns its JSON-like result. */
export type InExtension = <Args extends unknown[], Result>(
  run: (...args: Args) => Result,
  ...args: Args
) => Promise<Awaited<Result>>;

/** Describes what an agent has before their eyes without opening anything. */
export type Seen = {
  badge: ShownBadge;
  /** Says of each desktop notification that is out, what it tells and of whom. */
  notices: string[];
};

/** Names all times in what the extension stores of LiveChat's answers. */
const times = ['fetchedAt', 'at', 'retryAt', 'busyAt', 'changedAt', 'since', 'unreadSince', 'waitingSince'];

/** Plays the lively quarter of an hour in front of an agent's browser, in any time. */
export class LivelyQuarter {
  readonly #stage: Stage;
  readonly #liveChat: LiveChat;
  readonly #inExtension: InExtension;
  #at = 0;

  /**
   * Sets the stage.
   *
   * @param email the agent's, whose browser has chats on
   */
  constructor(liveChat: LiveChat, email: string, inExtension: InExtension) {
    this.#stage = setStage(liveChat, email);
    this.#liveChat = liveChat;
    this.#inExtension = inExtension;
  }

  /** Lets the time up to a step pass, lets it happen, and makes the extension ask LiveChat; returns when it has the numbers. */
  async play(step: Step): Promise<Seen> {
    await this.#letPass((step.at - this.#at) * 1000);
    this.#at = step.at;
    step.act(this.#stage);
    await this.#inExtension(() => chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }));
    await until(async () => isSame(await this.#counts(), step.shows)).catch(async (cause: unknown) => {
      const counts = JSON.stringify(await this.#counts());
      throw new Error(`${step.what}: not ${JSON.stringify(step.shows)}, but ${counts}`, { cause });
    });
    return this.look();
  }

  /** Reads what the agent sees now. */
  async look(): Promise<Seen> {
    const badge = await this.#inExtension(shownBadge);
    const notices = await this.#inExtension(async () => {
      const { chatNotices } = await chrome.storage.session.get('chatNotices');
      const out = Object.keys(await (chrome.notifications?.getAll() ?? {}));
      const all = (chatNotices ?? []) as { id: string; kind: string; chatId: string }[];
      return all.filter(({ id }) => out.includes(id));
    });
    const nameOf = (id: string) => this.#liveChat.chats.all.find((chat) => chat.id === id)?.customer.name;
    return { badge, notices: notices.map(({ kind, chatId }) => `${kind}: ${nameOf(chatId) ?? 'the queue'}`) };
  }

  /** Makes everything older that LiveChat and the extension have stored with its time. */
  async #letPass(milliseconds: number): Promise<void> {
    for (const chat of this.#liveChat.chats.all) makeOlder(chat, milliseconds * 1000);
    const stored = await this.#inExtension(async () => ({
      local: await chrome.storage.local.get(['connection', 'chats']),
      session: await chrome.storage.session.get(['chatList', 'chatNotices', 'snapshot']),
    }));
    await this.#inExtension(
      async (local, session) => {
        await Promise.all([chrome.storage.local.set(local), chrome.storage.session.set(session)]);
      },
      olderBy(milliseconds, stored.local, times),
      olderBy(milliseconds, stored.session, times),
    );
  }

  /** Reads the numbers that the extension has stored. */
  async #counts(): Promise<Counts | undefined> {
    const { chats } = (await this.#inExtension(() => chrome.storage.local.get('chats'))) as {
      chats?: { known?: { summary: { mine: number; unread: number; queued: number; unassigned: number } } };
    };
    const summary = chats?.known?.summary;
    if (!summary) return undefined;
    const { mine, unread, queued: waiting, unassigned } = summary;
    return { mine, unread, waiting, unassigned };
  }
}

const isSame = (one: Counts | undefined, other: Counts): boolean =>
  one?.mine === other.mine &&
  one.unread === other.unread &&
  one.waiting === other.waiting &&
  one.unassigned === other.unassigned;

/** Makes all times of a chat older, which are in microseconds; their order stays. */
function makeOlder(chat: Chat, microseconds: number): void {
  chat.at -= microseconds;
  for (const agent of chat.agents) if (agent.seenUpTo !== undefined) agent.seenUpTo -= microseconds;
  for (const thread of chat.threads) {
    thread.at -= microseconds;
    if (thread.queuedAt !== undefined) thread.queuedAt -= microseconds;
    for (const event of thread.events) event.at -= microseconds;
  }
}
