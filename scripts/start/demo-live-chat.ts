import config from '../../livechat.config.json' with { type: 'json' };
import { type RunningLiveChat, startLiveChat } from '../../test/livechat-server/index.ts';
import { extensions } from '../browser/extension.ts';

/**
 * Starts the stand-in for LiveChat with one agent, who is signed in on a few devices, and an app for the extension, which
 * may list chats, too.
 */
export async function startDemoLiveChat(): Promise<{
  liveChat: RunningLiveChat;
  clientId: string;
  login: { email: string; password: string };
}> {
  const liveChat = await startLiveChat({ suggestLogins: true });
  const { clientId } = liveChat.addClient({
    clientId: 'session-badge-demo',
    scopes: [...config.scopes, ...config.chatsScopes],
    redirectUris: Object.values(extensions).flatMap(({ redirectUri, caughtUri }) => [redirectUri, caughtUri]),
  });
  const { email, password } = liveChat.addAgent({ email: 'ada@example.com', password: 'demo', name: 'Ada' });
  const agentApp = (session_id: string) => [{ name: 'Agent App', client_id: 'agent-app', session_id }];
  liveChat.addSession(email, {
    user_agent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    ip: '203.0.113.24',
    identity_source: 'google',
    applications: agentApp('office'),
  });
  liveChat.addSession(email, {
    user_agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
    ip: '198.51.100.7',
    identity_source: 'apple',
    applications: agentApp('phone'),
  });
  liveChat.addSession(email, {
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    ip: '2001:db8::52',
    applications: agentApp('home'),
  });
  return { liveChat, clientId, login: { email, password } };
}
