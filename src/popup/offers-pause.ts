import { isQuietAt } from '../state/quiet.ts';
import type { Choices } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';

type PauseChoices = Pick<
  Choices,
  'alerts' | 'notifications' | 'chats' | 'notifyAssigned' | 'notifyUnreadSeconds' | 'notifyWaitingSeconds'
>;

/** Tells whether "Do not disturb" is of use: a notification may come, or none comes until a time, which can be ended. */
export const offersPause = (
  { alerts, notifications, chats, ...notices }: PauseChoices,
  quietUntil: PublicValues['quietUntil'],
  now: number,
): boolean =>
  (alerts && notifications) ||
  (chats && (notices.notifyAssigned || notices.notifyUnreadSeconds + notices.notifyWaitingSeconds > 0)) ||
  isQuietAt(now, quietUntil);
