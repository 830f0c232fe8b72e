import { build } from 'vite';
import type { TestedBrowser } from '../../test/e2e/support/extension.ts';

/**
 * Makes the production build.
 *
 * @param folder where it goes
 * @param demo the stand-in for LiveChat that it is for; the configured LiveChat where absent
 */
export async function buildFor(
  mode: TestedBrowser,
  folder: string,
  demo?: { liveChat: { url: string }; clientId: string },
): Promise<void> {
  const before = { ...process.env };
  Object.assign(
    process.env,
    { LIVECHAT_OUT_DIR: folder },
    demo && {
      LIVECHAT_CLIENT_ID: demo.clientId,
      LIVECHAT_ACCOUNTS_URL: demo.liveChat.url,
      LIVECHAT_STATUS_URL: demo.liveChat.url,
    },
  );
  try {
    await build({ mode, logLevel: 'error' });
  } finally {
    process.env = before;
  }
}
