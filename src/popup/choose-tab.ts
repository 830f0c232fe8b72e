/** Lists the tabs of the popup, in their order. */
export const tabs = ['chats', 'sessions'] as const;
export type Tab = (typeof tabs)[number];

/** Describes what the tab to open is decided from. */
type Circumstances = {
  /** The one used last. */
  lastTab: Tab | undefined;
  /** Tells whether chats are shown. */
  hasChats: boolean;
  /** Tells whether a new session waits for an answer. */
  isAsked: boolean;
};

/**
 * Decides with which tab the popup opens: the one used last, but the sessions while one of them waits for an answer. Where chats
 * are not shown, their tab holds nothing but an offer, which is never in the way.
 */
export const tabToOpen = ({ lastTab = 'chats', hasChats, isAsked }: Circumstances): Tab =>
  isAsked || !hasChats ? 'sessions' : lastTab;

/**
 * Decides which tab a key leads to; arrows follow the direction of writing, and go round. Nothing for another key.
 *
 * @param all the tabs in their order
 */
export function tabAfter<T>(key: string, tab: T, all: readonly T[], direction: string): T | undefined {
  const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = key === forward ? 1 : -1;
      return all.at((all.indexOf(tab) + step) % all.length);
    }
    default:
      return undefined;
  }
}
