import { testedBrowser } from '../../../scripts/browser/extension.ts';
import type { AgentBrowser, AgentBrowserOptions } from './agent-browser.ts';
import { AgentChromium } from './agent-chromium.ts';
import { AgentFirefox } from './agent-firefox.ts';

/** Starts the browser that is tested now, with the production build of the extension, as an agent has it. */
export async function launchAgentBrowser(options: AgentBrowserOptions): Promise<AgentBrowser> {
  const agentBrowser = testedBrowser === 'firefox' ? new AgentFirefox(options) : new AgentChromium(options);
  await agentBrowser.start();
  return agentBrowser;
}
