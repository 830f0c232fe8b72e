import type { Scene } from './scene.ts';

/** Counts the number of sessions that LiveChat has, as the badge shows it. */
export const numberAt = ({ liveChat, agent }: Scene): string =>
  String(liveChat.sessionsOf(agent.email).length);

/** Changes the number of sessions at LiveChat, to one or the other of two. */
export function changeNumber({ liveChat, agent }: Scene): void {
  const [extra] = liveChat.sessionsOf(agent.email).filter(({ ip }) => ip === extraIp);
  if (extra) liveChat.removeSession(extra.session_id);
  else liveChat.addSession(agent.email, { ip: extraIp });
}

const extraIp = '203.0.113.99';
