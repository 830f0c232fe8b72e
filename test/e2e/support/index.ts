/** The harness of the end-to-end tests: an agent's Chromium with the production build of the extension. */
export {
  type AgentBrowser,
  type AgentBrowserOptions,
  launchAgentBrowser,
  type ShownBadge,
} from './agent-browser.ts';
export { testCertificate } from './certificate.ts';
export { builtExtension, extensionId, extensionOrigin, redirectUri } from './extension.ts';
export { findBrowser } from './find-browser.ts';
export { hold } from './hold.ts';
export { startLane } from './lane.ts';
export type { Line } from './line.ts';
export { clientId, type Scene, startScene } from './scene.ts';
export { type Login, logIn, signIn, signInAgain, startSignIn } from './sign-in.ts';
export { words } from './words.ts';
