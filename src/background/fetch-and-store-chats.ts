import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchChats } from '../livechat/fetch-chats.ts';
import { type SortedChats, sortChats, summaryOf } from '../state/chats.ts';
import { type ChatsConnection, type ChatsEvent, nextChats } from '../state/chats-connection.ts';
import { chatsPaceOf } from '../state/chats-schedule.ts';
import { type Changes, read } from '../state/store/background-store.ts';
import { RefusedError, withSpareToken } from './access-token.ts';
import { type DiagnosticLine, writeWithDiagnostic } from './add-diagnostic.ts';
import { currentCircumstances } from './current-circumstances.ts';
import { failureOf } from './failure-of.ts';
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
    const { me, ...answer } = await withSpareToken(async (accessToken) => {
      const me = await learnIdentities(signInId, accessToken);
      const fetched = await fetchChats(config.chatsUrl, accessToken, chats.region);
      const isInDoubt = areOnlyOthers(sortChats(fetched.chats, me));
      return { ...fetched, me: isInDoubt ? await learnIdentities(signInId, accessToken, true) : me };
    }, chats.trouble?.code === 'unauthorized');
    return await storeAnswer(signInId, me, answer);
  } catch (error) {
    if (error instanceof RefusedError) {
      await refuse(signInId, 'chats', error.reason);
      return undefined;
    }
    if (!(error instanceof LiveChatError)) throw error;
    const { interval } = chatsPaceOf(await currentCircumstances(), Date.now());
    const event = await failureOf(error, chats.trouble, interval);
    return advance(signInId, event, { what: 'chats', outcome: event.code, requestId: event.requestId });
  }
});

/** Tells whether all chats with agents are with others: then LiveChat may know the agent by another e-mail address by now. */
const areOnlyOthers = ({ mine, supervised, others }: SortedChats): boolean =>
  mine.length + supervised.length === 0 && others.length > 0;

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
  { chatList }: Pick<Changes, 'chatList'> = {},
): Promise<ChatsConnection | undefined> =>
  duringSignIn(signInId, async () => {
    const { choices, chats: before, presence } = await currentCircumstances();
    if (!choices.chats || !before) return undefined;
    const chats = nextChats(before, event);
    const isForgotten = choices.forgetOnLock && presence?.state === 'locked';
    await writeWithDiagnostic(line, { chats, ...(chatList && !isForgotten && { chatList }) });
    return chats;
  });
