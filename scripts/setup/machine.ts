import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { missingOf } from '../browser/tools.ts';
import { restrictsNamespaces } from '../browser/without-sandbox.ts';

/** Lists the package managers that are known here. */
export const packageManagers = ['apt-get', 'dnf', 'pacman', 'brew', 'winget'] as const;
export type PackageManager = (typeof packageManagers)[number];

/** Describes the machine, as far as it decides how something is installed. */
export interface Machine {
  platform: NodeJS.Platform;
  /** The distribution of Linux, as `/etc/os-release` has it: `debian`, `ubuntu`, …; empty elsewhere. */
  distribution: string;
  packageManager: PackageManager | undefined;
  /**
   * Tells how to do what only root may: as it is, by `sudo`, or not at all, because `sudo` would ask for a password.
   */
  root: 'already' | 'sudo' | 'never';
  /** Tells whether Linux lets only certain programs make the namespaces that a browser's sandbox consists of. */
  restrictsNamespaces: boolean;
}

/** Looks at this machine. */
export function readMachine(): Machine {
  const { platform } = process;
  return {
    platform,
    distribution: distributionOf(textOf('/etc/os-release')),
    packageManager: packageManagers.find((name) => has(name, platform)),
    root: rootAccess(),
    restrictsNamespaces: restrictsNamespaces(),
  };
}

/** Reads the distribution that a text like that of `/etc/os-release` names. */
export const distributionOf = (osRelease: string): string => /^ID="?([^"\n]+)"?$/m.exec(osRelease)?.[1] ?? '';

const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const succeeds = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Windows starts `winget` by an alias, which is no file. */
const has = (program: string, platform: NodeJS.Platform) =>
  platform === 'win32' ? succeeds(program, '--version') : missingOf(program).length === 0;

function rootAccess(): Machine['root'] {
  if (process.getuid?.() === 0) return 'already';
  return process.platform === 'linux' && succeeds('sudo', '-n', 'true') ? 'sudo' : 'never';
}
