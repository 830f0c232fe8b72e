import { existsSync, readFileSync } from 'node:fs';

/**
 * Names the reason why Chromium cannot have its sandbox: it refuses one to root, and a container mostly allows no new
 * namespaces.
 */
export type WithoutSandbox = 'root' | 'no namespaces';

const setting = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

/**
 * Tells whether this Linux lets only certain programs make new namespaces, browsers from packages among them: Ubuntu
 * does.
 */
export const restrictsNamespaces = (): boolean =>
  existsSync(setting) && readFileSync(setting, 'utf8').trim() === '1';

/**
 * Decides whether Chromium can have its sandbox.
 *
 * @param canUnshare whether any program may make a new namespace for users
 */
export function withoutSandboxOn(
  platform: NodeJS.Platform,
  system: {
    isRoot: boolean;
    canUnshare(): boolean;
    restrictsNamespaces(): boolean;
    isContainer: boolean;
  },
): WithoutSandbox | undefined {
  if (system.isRoot) return 'root';
  if (platform !== 'linux' || system.canUnshare()) return undefined;
  // A container sees the setting of the system around it, and has no program that is let.
  return system.restrictsNamespaces() && !system.isContainer ? undefined : 'no namespaces';
}
