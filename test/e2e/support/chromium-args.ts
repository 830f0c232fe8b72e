/** What Chromium's sandbox needs us to say: it refuses to run as root. */
export const sandboxArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Makes LiveChat's real addresses lead to the stand-in, so that the production build is tested unchanged, and
 * lets nothing leave this machine.
 *
 * @param port where the stand-in listens with TLS on 127.0.0.1
 */
export const liveChatArgs = (port: number) => [
  `--host-resolver-rules=${[
    `MAP accounts.livechat.com:443 127.0.0.1:${port}`,
    `MAP status.livechat.com:443 127.0.0.1:${port}`,
    `MAP accounts.livechatinc.com:443 127.0.0.1:${port}`,
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
  ].join(', ')}`,
  '--ignore-certificate-errors',
];
