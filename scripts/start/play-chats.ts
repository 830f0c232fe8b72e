import { livelyQuarter, setStage } from '../../test/livechat-server/agent-chat/lively-quarter.ts';
import type { LiveChat } from '../../test/livechat-server/index.ts';

/** The time after which it begins again, in milliseconds. */
const quarter = 15 * 60_000;

/**
 * Lets chats come and go at the stand-in, as long as the process runs: a lively quarter of an hour, again and again.
 *
 * @param email the agent's whose chats they are
 * @returns the way to end it
 */
export function playChats(liveChat: LiveChat, email: string): () => void {
  const stage = setStage(liveChat, email);
  let timer: NodeJS.Timeout;
  const at = (time: number, act: () => void) => {
    timer = setTimeout(act, Math.max(0, time - Date.now()));
    timer.unref();
  };
  const play = (index: number, began: number): void => {
    const step = livelyQuarter[index];
    if (!step) play(0, began + quarter);
    else
      at(began + step.at * 1000, () => {
        step.act(stage);
        play(index + 1, began);
      });
  };
  play(0, Date.now());
  return () => clearTimeout(timer);
}
