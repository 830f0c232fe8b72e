import { isUnseen, type KnownSessions } from '../state/known-sessions.ts';
import type { Changes, Stored } from '../state/store/background-store.ts';

/** Makes the change that an alert needs after one of the known sessions: it counts those that nobody has looked at. */
export function recountAlert(alert: Stored['alert'], { entries }: KnownSessions): Pick<Changes, 'alert'> {
  if (!alert) return {};
  const count = entries.filter(isUnseen).length;
  return { alert: count > 0 ? { ...alert, count } : null };
}
