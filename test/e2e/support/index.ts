/** The harness of the end-to-end tests: an agent's browser with the production build of the extension. */
export type { AgentBrowser } from './agent-browser.ts';
export { testCertificate } from './certificate.ts';
export {
  builtExtension,
  caughtUri,
  extensionId,
  extensionOrigin,
  idOfFolder,
  redirectUri,
  testedBrowser,
} from './extension.ts';
export { findBrowser } from './find-browser.ts';
export { hold } from './hold.ts';
export { launchAgentBrowser } from './launch-agent-browser.ts';
export { type ChromiumScene, clientId, type Scene, startChromiumScene, startScene } from './scene.ts';
export type { ShownBadge } from './shown-badge.ts';
export { fillInLogin, type Login, logIn, signIn, signInAgain, startSignIn } from './sign-in.ts';
export { textOf } from './text-of.ts';
export { until } from './until.ts';
export { words } from './words.ts';
