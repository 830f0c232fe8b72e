import { type Agent, type RunningLiveChat, startLiveChat } from '../../livechat-server/index.ts';
import { type AgentBrowser, type AgentBrowserOptions, launchAgentBrowser } from './agent-browser.ts';
import { testCertificate } from './certificate.ts';
import { redirectUri } from './extension.ts';
import { type Line, layLine } from './line.ts';

/** A client ID as LiveChat's Developer Console gives them. */
export const clientId = '8a31f0c2d7b94e6f';

/** An agent at a browser with the extension, and LiveChat. */
export type Scene = {
  liveChat: RunningLiveChat;
  agent: Agent;
  agentBrowser: AgentBrowser;
  /** What the browser reaches LiveChat by. */
  line: Line;
  end(): Promise<void>;
};

/** Starts LiveChat with one agent and our app, and a browser whose extension is configured for it. */
export async function startScene(options: Omit<AgentBrowserOptions, 'liveChat'> = {}): Promise<Scene> {
  const liveChat = await startLiveChat({ tls: await testCertificate() });
  const agent = liveChat.addAgent({ email: 'ada@example.com', password: 'correct horse' });
  liveChat.addClient({
    clientId,
    redirectUris: [redirectUri],
    scopes: ['sessions--my:rw'],
    responseTypes: ['code', 'token'],
  });
  // Tests sign in more often than an agent does.
  liveChat.redirectLimit = { count: 1000, seconds: 30 };
  const line = await layLine(liveChat.port);
  const agentBrowser = await launchAgentBrowser({ liveChat: line, ...options });
  await agentBrowser.setClientId(clientId);
  return {
    liveChat,
    agent,
    agentBrowser,
    line,
    async end() {
      await agentBrowser.close();
      await line.pull();
      await liveChat.stop();
    },
  };
}
