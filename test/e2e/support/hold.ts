import { ConnectionDropped } from '../../livechat-server/faults.ts';
import type { LiveChat } from '../../livechat-server/index.ts';

/**
 * Holds the next such request at LiveChat, so that something can happen to the browser meanwhile.
 *
 * @param when `before`: the request has arrived, and is lost when let go of, without any effect. `after`: it has
 * taken effect, and its answer is not sent before it is let go of.
 * @returns when it is held, and the way to let go of it; whether it was held or not, no other one will be
 */
export function hold(
  liveChat: LiveChat,
  wanted: { method: string; path: string | RegExp },
  when: 'before' | 'after',
): { held: Promise<void>; letGo(): void } {
  const answer = liveChat.fetch;
  const held = gate();
  const gone = gate();

  liveChat.fetch = async (request) => {
    const { pathname } = new URL(request.url);
    const isWanted =
      request.method === wanted.method &&
      (typeof wanted.path === 'string' ? pathname === wanted.path : wanted.path.test(pathname));
    if (!isWanted) return answer(request);
    liveChat.fetch = answer;
    const response = when === 'after' ? await answer(request) : undefined;
    held.open();
    await gone.opened;
    if (!response) throw new ConnectionDropped();
    return response;
  };
  return {
    held: held.opened,
    letGo() {
      liveChat.fetch = answer;
      gone.open();
    },
  };
}

/** A promise, and the way to resolve it. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
