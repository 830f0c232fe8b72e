import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchChats } from '../livechat/fetch-chats.ts';
import { sortChats, summaryOf } from '../state/chats.ts';
import { type ChatsConnection, type ChatsEvent, nextChats } from '../state/chats-connection.ts';
import { chatsPaceOf } from '../state/chats-schedule.ts';
import { type Changes, read } from '../state/store/background-store.ts';
import { RefusedError, withAccessToken } from './access-token.ts';
import { type DiagnosticLine, writeWithDiagnostic } from './add-diagnostic.ts';
import { areChatsAllowed } from './are-chats-allowed.ts';
import { currentCircumstances } from './current-circumstances.ts';
import { failureOf } from './failure-of.ts';
import { forgottenNames, isLeft } from './forget-chats.ts';
import { learnIdentities } from './learn-agent.ts';
import { notifyChats } from './notify-chats.ts';
import { shareInFlight } from './share-in-flight.ts';
import { duringSignIn, refuse } from './stored-connection.ts';

/**
 * Fetches the agent's chats and stores what came of it. A failure is theirs alone; only a sign-in that LiveChat refuses is the
 * sessions', too.
 *
 * @returns what is known of them then; nothing where nobody asks for them any more
 */
export const fetchAndStoreChats = shareInFlight(async (): Promise<ChatsConnection | undefined> => {
  const { connection, chats } = await currentCircumstances();
  if (connection.status !== 'signedIn' || !chats) return undefined;
  const { signInId } = connection;
  try {
    if (!(await areChatsAllowed())) throw new LiveChatError('offline', { origin: config.chatsUrl });
    const { me, ...answer } = await withAccessToken(async (accessToken) => ({
      me: await learnIdentities(signInId, accessToken),
      ...(await fetchChats(config.chatsUrl, accessToken, chats.region)),
    }));
    return await storeAnswer(signInId, me, answer);
  } catch (error) {
    if (error instanceof RefusedError) {
      await refuse(signInId, 'chats', error.reason);
      return undefined;
    }
    if (!(error instanceof LiveChatError)) throw error;
    const { interval } = chatsPaceOf(await currentCircumstances(), Date.now());
    const event = await failureOf(error, chats.trouble, interval);
    const isWithdrawn = event.code === 'not_allowed' && error.origin === config.chatsUrl;
    const line = { what: 'chats', outcome: event.code, requestId: event.requestId } as const;
    return advance(signInId, event, line, isWithdrawn ? forgottenNames : {});
  }
});

async function storeAnswer(
  signInId: number,
  me: readonly string[],
  { chats, hasMore, announced, region }: Awaited<ReturnType<typeof fetchChats>>,
): Promise<ChatsConnection | undefined> {
  const at = Date.now();
  const { chatList } = await read('chatList');
  const sorted = sortChats(chats, me, chatList?.chats);
  const summary = summaryOf(sorted, hasMore);
  const { mine } = sorted;
  const lines = ['ok' as const, ...announced].map((outcome) => ({ what: 'chats' as const, outcome }));
  const known = await advance(signInId, { type: 'fetched', summary, at, region }, lines, {
    chatList: { chats: mine, fetchedAt: at },
  });
  if (known)
    await notifyChats({ before: chatList?.chats, beforeAt: chatList?.fetchedAt, after: mine, summary, at });
  return known;
}

/**
 * Stores what an event makes of what is known of the chats, unless nobody wants to see them any more. Where the agent wants the
 * list forgotten on a locked screen, none is stored there.
 */
const advance = (
  signInId: number,
  event: ChatsEvent,
  line: DiagnosticLine | readonly DiagnosticLine[],
  changes: Pick<Changes, 'chatList' | 'chatNotices'>,
): Promise<ChatsConnection | undefined> =>
  duringSignIn(signInId, async () => {
    const { choices, chats: before, presence } = await currentCircumstances();
    if (!choices.chats || !before) return undefined;
    const chats = nextChats(before, event);
    const isForgotten = choices.forgetOnLock && isLeft(presence?.state);
    await writeWithDiagnostic(line, { chats, ...(!(isForgotten && changes.chatList) && changes) });
    return chats;
  });
