import { build, type InlineConfig } from 'vite';
import type { TestedBrowser } from '../browser/extension.ts';

/** Describes the stand-in for LiveChat that a build is for. */
export type DemoTarget = { liveChat: { url: string }; clientId: string };

/**
 * Makes the production build.
 *
 * @param folder where it goes
 * @param demo the stand-in for LiveChat that it is for; the configured LiveChat where absent
 * @param more what Vite is told beyond that
 * @returns what Vite answers, which is a watcher where `more` asks for one
 */
export async function buildFor(
  mode: TestedBrowser,
  folder: string,
  demo?: DemoTarget,
  more: InlineConfig = {},
): ReturnType<typeof build> {
  const before = { ...process.env };
  Object.assign(
    process.env,
    { LIVECHAT_OUT_DIR: folder },
    demo && {
      LIVECHAT_CLIENT_ID: demo.clientId,
      LIVECHAT_ACCOUNTS_URL: demo.liveChat.url,
      // Another host, as LiveChat's: the agent is asked for it.
      LIVECHAT_CHATS_URL: demo.liveChat.url.replace('127.0.0.1', 'localhost'),
      LIVECHAT_STATUS_URL: demo.liveChat.url,
    },
  );
  try {
    return await build({ mode, logLevel: 'error', ...more });
  } finally {
    process.env = before;
  }
}
