/** Gathers the harness of the end-to-end tests: an agent's browser with the production build of the extension. */

export { testCertificate } from '../../../scripts/browser/certificate.ts';
export {
  builtExtension,
  caughtUri,
  extensionId,
  extensionOrigin,
  idOfFolder,
  redirectUri,
  testedBrowser,
} from '../../../scripts/browser/extension.ts';
export { findBrowser } from '../../../scripts/browser/find-browser.ts';
export type { ShownBadge } from '../../../scripts/browser/shown-badge.ts';
export type { AgentBrowser } from './agent-browser.ts';
export { launchAgentBrowser } from './launch-agent-browser.ts';
export { type ChromiumScene, clientId, type Scene, startChromiumScene, startScene } from './scene.ts';
export { fillInLogin, type Login, logIn, signIn, signInAgain, startSignIn } from './sign-in.ts';
export { until } from './until.ts';
export { words } from './words.ts';
