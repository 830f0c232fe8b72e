import { type Chat, chatsPageSchema } from './chat.ts';
import { type Announcement, announcementCodes, LiveChatError } from './error.ts';
import { answeredAt } from './judge-answer.ts';
import { boundedFetch, processResponse } from './request.ts';

/** Sets how many chats are asked for at once: the most that LiveChat gives. */
const pageSize = 100;

/** Sets how many pages are asked for at most: each is a request. */
const mostPages = 3;

/** Describes what LiveChat listed. */
type ListedChats = {
  chats: Chat[];
  /** Tells that there are more chats than these. */
  hasMore: boolean;
  /** The headers with which LiveChat announced the end of this version of its API. */
  announced: Announcement[];
  /** The data centre that answered, where LiveChat has named one: asked first, it saves a request. */
  region?: string;
  /** The time of the answer by LiveChat's clock, in milliseconds since 1970; by this computer's where LiveChat tells none. */
  answeredAt: number;
};

/**
 * Fetches the active chats of the agent's groups (`POST list_chats`, scope `chats--access:ro`), the newest thread first:
 * three pages at most. Where LiveChat sends to another data centre, that one is asked, once; and where the one of last time is
 * not the right one any more, LiveChat finds it anew.
 *
 * @param chatsUrl the Agent Chat API's origin
 * @param region the data centre that answered last time
 * @throws LiveChatError
 */
export async function fetchChats(
  chatsUrl: string,
  accessToken: string,
  region?: string,
): Promise<ListedChats> {
  try {
    return await fetchWhereSent(chatsUrl, accessToken, region);
  } catch (error) {
    if (!region || !(error instanceof LiveChatError) || error.said !== 'misdirected_request') throw error;
    return fetchWhereSent(chatsUrl, accessToken);
  }
}

async function fetchWhereSent(chatsUrl: string, accessToken: string, region?: string): Promise<ListedChats> {
  try {
    return await fetchPages(chatsUrl, accessToken, region);
  } catch (error) {
    if (!(error instanceof LiveChatError) || !error.region || error.region === region) throw error;
    return fetchPages(chatsUrl, accessToken, error.region);
  }
}

async function fetchPages(
  chatsUrl: string,
  accessToken: string,
  region: string | undefined,
): Promise<ListedChats> {
  const chats = new Map<string | Chat, Chat>();
  const announced = new Set<Announcement>();
  let question: object | undefined = {
    filters: { active: true, include_chats_without_threads: false },
    limit: pageSize,
  };
  let hasMore = false;
  let latest = new Headers();
  for (let page = 0; page < mostPages && question; page += 1) {
    const { headers, ...answer } = await fetchPage(chatsUrl, accessToken, region, question);
    // A chat that begins meanwhile moves another one to the next page.
    for (const chat of answer.chats) chats.set(chat.id || chat, chat);
    for (const name of announcementCodes) if (headers.has(name)) announced.add(name);
    hasMore = answer.hasNext;
    latest = headers;
    // LiveChat takes nothing else beside it.
    question = answer.nextPageId === undefined ? undefined : { page_id: answer.nextPageId };
  }
  return {
    chats: [...chats.values()],
    hasMore,
    announced: [...announced],
    ...(region && { region }),
    answeredAt: answeredAt(latest, Date.now()),
  };
}

async function fetchPage(
  chatsUrl: string,
  accessToken: string,
  region: string | undefined,
  question: object,
) {
  const response = await boundedFetch(`${chatsUrl}/v3.6/agent/action/list_chats`, 'chats', {
    method: 'POST',
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      ...(region && { 'x-region': region }),
    },
    body: JSON.stringify(question),
  });
  return { ...(await processResponse('api', response, chatsPageSchema())), headers: response.headers };
}
