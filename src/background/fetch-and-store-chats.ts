import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchChats } from '../livechat/fetch-chats.ts';
import { clockAheadOf, type SortedChats, sortChats, summaryOf } from '../state/chats.ts';
import { areUnasked, type ChatsConnection, type ChatsEvent, nextChats } from '../state/chats-connection.ts';
import { chatsPaceOf } from '../state/chats-schedule.ts';
import { type Changes, read } from '../state/store/background-store.ts';
import { RefusedError, withSpareToken } from './access-token.ts';
import { type DiagnosticLine, writeWithDiagnostic } from './add-diagnostic.ts';
import { areChatsAllowed } from './are-chats-allowed.ts';
import { currentCircumstances } from './current-circumstances.ts';
import { failureOf } from './failure-of.ts';
import { forgottenNames, isLeft } from './forget-chats.ts';
import { learnIdentities } from './learn-agent.ts';
import { changesByNews, notifyChats } from './notify-chats.ts';
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
  if (areUnasked(chats)) await advance(signInId, { type: 'asked', at: Date.now() }, []);
  try {
    if (!(await areChatsAllowed())) throw new LiveChatError('offline', { origin: config.chatsUrl });
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
    const isWithdrawn = event.code === 'not_allowed' && error.origin === config.chatsUrl;
    const line = { what: 'chats', outcome: event.code, requestId: event.requestId } as const;
    return advance(signInId, event, line, () => (isWithdrawn ? forgottenNames : {}));
  }
});

/** Tells whether all chats with agents are with others: then LiveChat may know the agent by another e-mail address by now. */
const areOnlyOthers = ({ mine, supervised, others }: SortedChats): boolean =>
  mine.length + supervised.length === 0 && others.length > 0;

/** Stores an answer; no names where the agent wants the list forgotten on a locked screen. What is to be told is stored with it. */
async function storeAnswer(
  signInId: number,
  me: readonly string[],
  { chats, hasMore, announced, region, answeredAt }: Awaited<ReturnType<typeof fetchChats>>,
): Promise<ChatsConnection | undefined> {
  const at = Date.now();
  const { chatList } = await read('chatList');
  const clockAhead = clockAheadOf(at - answeredAt, chatList?.clockAhead);
  const sorted = sortChats(chats, me, chatList?.chats, clockAhead);
  const summary = summaryOf(sorted, hasMore);
  const { mine } = sorted;
  const lines = ['ok' as const, ...announced].map((outcome) => ({ what: 'chats' as const, outcome }));
  const event = { type: 'fetched', summary, at, region } as const;
  const known = await advance(signInId, event, lines, async ({ choices, chats: last, presence }) => {
    if (choices.forgetOnLock && isLeft(presence?.state)) return {};
    const { chatNotices } = await read('chatNotices');
    const news = {
      before: chatList?.chats,
      beforeAt: chatList?.fetchedAt,
      wasAtLeast: last?.known?.summary.isAtLeast,
      after: mine,
      summary,
      at,
    };
    return {
      chatList: { chats: mine, fetchedAt: at, ...(clockAhead !== 0 && { clockAhead }) },
      ...changesByNews(chatNotices, news, choices),
    };
  });
  if (known) await notifyChats(mine);
  return known;
}

/**
 * Stores what an event makes of what is known of the chats, unless nobody wants to see them any more.
 *
 * @param changesOf makes the changes to be stored in the same step
 */
const advance = (
  signInId: number,
  event: ChatsEvent,
  line: DiagnosticLine | readonly DiagnosticLine[],
  changesOf: (
    now: Awaited<ReturnType<typeof currentCircumstances>>,
  ) => Changes | Promise<Changes> = () => ({}),
): Promise<ChatsConnection | undefined> =>
  duringSignIn(signInId, async () => {
    const circumstances = await currentCircumstances();
    if (!circumstances.choices.chats || !circumstances.chats) return undefined;
    const chats = nextChats(circumstances.chats, event);
    await writeWithDiagnostic(line, { chats, ...(await changesOf(circumstances)) });
    return chats;
  });
