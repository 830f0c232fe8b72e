import { createServer } from 'node:http';
import { connect } from 'node:net';
import { liveChatHosts } from '../../../scripts/browser/live-chat-hosts.ts';

/** Names what a browser asks for a connection to. */
const addresses: readonly string[] = liveChatHosts.map((host) => `${host}:443`);

/** Describes a proxy for a browser without `--host-resolver-rules`. */
export type LiveChatProxy = { port: number; stop(): Promise<void> };

/**
 * Starts a proxy on 127.0.0.1 that connects LiveChat's real addresses to the stand-in (RFC 9110 §9.3.6), so that the
 * production build is tested unchanged, and lets nothing leave this machine.
 *
 * @param target where the stand-in listens with TLS on 127.0.0.1
 */
export async function startLiveChatProxy(target: number): Promise<LiveChatProxy> {
  const server = createServer((_, response) => response.writeHead(502).end());
  server.on('connect', ({ url = '' }, near) => {
    // A browser that is killed leaves its connections broken.
    near.on('error', () => near.destroy());
    if (!addresses.includes(url)) {
      near.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const far = connect(target, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', cut).on('close', cut);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
