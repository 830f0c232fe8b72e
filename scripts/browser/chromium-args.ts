import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { liveChatHosts } from './live-chat-hosts.ts';
import { restrictsNamespaces, type WithoutSandbox, withoutSandboxOn } from './without-sandbox.ts';

/** Tells why Chromium cannot have its sandbox here; nothing where it can. */
export const withoutSandbox: WithoutSandbox | undefined = withoutSandboxOn(process.platform, {
  isRoot: process.getuid?.() === 0,
  // A system without this program is taken to allow it.
  canUnshare: () => spawnSync('unshare', ['--user', 'true'], { stdio: 'ignore' }).status !== 1,
  restrictsNamespaces,
  isContainer: ['/.dockerenv', '/run/.containerenv'].some((path) => existsSync(path)),
});

/** Lists the arguments without which Chromium does not start where it cannot have its sandbox. */
export const sandboxArgs: string[] = withoutSandbox ? ['--no-sandbox'] : [];

/**
 * Chooses the language where the environment variable `LANGUAGE` does not: on Windows, and of an extension's texts where
 * Chromium has no texts of its own in that language.
 */
export const languageArgs = (language = 'en-US'): string[] => [`--lang=${language}`];

/** Adds the language to an environment: on Linux, Chromium follows it before all else. */
export const languageEnv = (language = 'en_US', env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...env,
  LANGUAGE: language,
});

/**
 * Makes LiveChat's real addresses lead to the stand-in, so that the production build is tested unchanged, and
 * lets nothing leave this machine.
 *
 * @param port where the stand-in listens with TLS on 127.0.0.1
 */
export const liveChatArgs = (port: number) => [
  `--host-resolver-rules=${[
    ...liveChatHosts.map((host) => `MAP ${host}:443 127.0.0.1:${port}`),
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
  ].join(', ')}`,
  '--ignore-certificate-errors',
];
