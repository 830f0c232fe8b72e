import { testCertificate } from '../../../scripts/browser/certificate.ts';
import { redirectUri } from '../../../scripts/browser/extension.ts';
import { type Agent, type RunningLiveChat, startLiveChat } from '../../livechat-server/index.ts';
import type { AgentBrowser, AgentBrowserOptions } from './agent-browser.ts';
import { AgentChromium } from './agent-chromium.ts';
import { launchAgentBrowser } from './launch-agent-browser.ts';
import { type Line, layLine } from './line.ts';

/** Names a client ID as LiveChat's Developer Console gives them. */
export const clientId = '8a31f0c2d7b94e6f';

/** Describes an agent at a browser with the extension, and LiveChat. */
export type Scene<B extends AgentBrowser = AgentBrowser> = {
  liveChat: RunningLiveChat;
  agent: Agent;
  agentBrowser: B;
  /** Connects the browser with LiveChat. */
  line: Line;
  end(): Promise<void>;
};

/** Describes the same with what only Chromium can do. */
export type ChromiumScene = Scene<AgentChromium>;

type Options = Omit<AgentBrowserOptions, 'liveChat'>;

/** Starts LiveChat with one agent and our app, and a browser whose extension is configured for it. */
export const startScene = (options: Options = {}): Promise<Scene> =>
  arrange((liveChat) => launchAgentBrowser({ liveChat, ...options }));

/** Starts the same, for tests that need what only Chromium can do. */
export const startChromiumScene = (options: Options = {}): Promise<ChromiumScene> =>
  arrange(async (liveChat) => {
    const agentBrowser = new AgentChromium({ liveChat, ...options });
    await agentBrowser.start();
    return agentBrowser;
  });

async function arrange<B extends AgentBrowser>(launch: (liveChat: Line) => Promise<B>): Promise<Scene<B>> {
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
  const endServers = async () => {
    await line.pull();
    await liveChat.stop();
  };
  const agentBrowser = await launch(line).catch(async (error) => {
    await endServers();
    throw error;
  });
  await agentBrowser.setClientId(clientId);
  return {
    liveChat,
    agent,
    agentBrowser,
    line,
    end: () => agentBrowser.close().finally(endServers),
  };
}
