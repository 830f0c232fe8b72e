import { connect, createServer, type Socket } from 'node:net';

/** Describes the cable between the browser and LiveChat: a TCP port of its own in front of the stand-in's. */
export interface Line {
  /** Names the port that the browser connects to; the same after the line was pulled. */
  readonly port: number;
  /** Breaks all connections, and refuses new ones. */
  pull(): Promise<void>;
  /** Takes connections again. */
  plugIn(): Promise<void>;
  /** Cuts each connection after so many bytes from LiveChat, TLS included; never where absent. */
  cutAfter(bytes?: number): void;
}

/** Lays a line to a port of this machine, with the plug in. */
export async function layLine(target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let limit = Number.POSITIVE_INFINITY;

  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', cut).on('close', () => sockets.delete(socket));
    }
    // The other way round, what is on its way to the browser still arrives.
    near.on('close', () => far.destroy());
    let bytes = 0;
    far.on('data', ({ length }) => {
      bytes += length;
      if (bytes > limit) cut();
    });
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });

  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port.');
  const { port } = address;
  return {
    port,
    pull: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    plugIn: () => listen(port),
    cutAfter(bytes = Number.POSITIVE_INFINITY) {
      limit = bytes;
    },
  };
}
