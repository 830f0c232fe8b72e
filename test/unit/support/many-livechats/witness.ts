import { vi } from 'vitest';
import type { Agent, LiveChat } from '../../../livechat-server/index.ts';
import { step, worker } from '../worker.ts';

/** Describes a request of the extension, as a test sees it: with its secrets. */
export interface Seen {
  at: number;
  method: string;
  path: string;
  /** The access token that it was sent with. */
  bearer: string | undefined;
  grantType: string | undefined;
  refreshToken: string | undefined;
  /** LiveChat itself answered, and no fault did. */
  isAnswered: boolean;
  /** 0 when the connection broke. */
  status: number;
  /** Of a renewal: the access token that it replaces was good for more than ten minutes. */
  isEarly: boolean;
}

/** Describes LiveChat's last word on the number of sessions. */
export interface Told {
  at: number;
  /** The sessions that it listed, by their UUIDs. */
  listed: string[];
  /** Those that there were. */
  live: string[];
}

/** Describes what a test knows of the extension's dealings with LiveChat. */
export interface Witness {
  seen: Seen[];
  told: Told | undefined;
  /** Counts how often LiveChat has told it. */
  listings: number;
  /** Tells whether the last request for the list was answered with one. */
  wasListed: boolean;
  /** The sessions that the extension has ended, or was told are gone, by their UUIDs. */
  ended: Set<string>;
}

const idOf = ({ session_id }: { session_id: string }): string => session_id;

const redirects = [301, 302, 303, 307, 308];

/** Answers a redirect as `fetch` does: in Node, a `Request` that is answered in memory knows nothing of it. */
function asFetched(response: Response, { redirect }: Request): Response {
  if (!redirects.includes(response.status)) return response;
  if (redirect === 'error') throw new TypeError('Failed to fetch');
  return Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
}

/** Looks on as the extension talks to LiveChat, from here on. */
export function watch(liveChat: LiveChat, agent: Agent): Witness {
  const witness: Witness = { seen: [], told: undefined, listings: 0, wasListed: false, ended: new Set() };
  const answered = new WeakSet<Request>();
  const apply = liveChat.faults.apply.bind(liveChat.faults);
  liveChat.faults.apply = (request, answer) =>
    apply(request, () => {
      answered.add(request);
      return answer();
    });

  async function ask(request: Request): Promise<Response> {
    const { pathname: path } = new URL(request.url);
    const form = new URLSearchParams(request.method === 'POST' ? await request.clone().text() : '');
    const refreshToken = form.get('refresh_token') ?? undefined;
    const pair = liveChat.tokens.liveRefreshToken(refreshToken ?? '')?.pair;
    const access = pair && liveChat.tokens.liveAccessToken(pair.value);
    const seen: Seen = {
      at: Date.now(),
      method: request.method,
      path,
      bearer: request.headers.get('Authorization')?.replace('Bearer ', ''),
      grantType: form.get('grant_type') ?? undefined,
      refreshToken,
      isAnswered: false,
      status: 0,
      isEarly: access !== undefined && liveChat.tokens.secondsLeft(access) > 600,
    };
    witness.seen.push(seen);
    const before = liveChat.sessionsOf(agent.email);
    const isList = request.method === 'GET' && path === '/v2/sessions';
    if (isList) witness.wasListed = false;
    const response = await liveChat.fetch(request);
    seen.status = response.status;
    seen.isAnswered = answered.has(request);
    // LiveChat answers the end of a session that it knows no more with a 404.
    const isTold = response.ok || (request.method === 'DELETE' && response.status === 404);
    if (seen.isAnswered && isTold) note(seen, before, isList);
    return asFetched(response, request);
  }

  function note({ method, path }: Seen, before: ReturnType<LiveChat['sessionsOf']>, isList: boolean): void {
    const now = liveChat.sessionsOf(agent.email);
    if (method === 'DELETE' && path.startsWith('/v2/sessions')) {
      const [, ending] = path.split('/v2/sessions/');
      if (ending) witness.ended.add(decodeURIComponent(ending));
      for (const session of before) if (!now.includes(session)) witness.ended.add(session.session_id);
    }
    if (!isList) return;
    witness.wasListed = true;
    witness.listings += 1;
    const listed = liveChat.listedSessionsOf(agent.email);
    witness.told = { at: Date.now(), listed: listed.map(idOf), live: now.map(idOf) };
  }

  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    step(worker.generation, () => ask(new Request(url, init))),
  );
  return witness;
}
