import type { Machine, PackageManager } from './machine.ts';
import { type BrowserNeed, isBrowser, type Need, type ToolNeed } from './needs.ts';

/** Describes a command and its arguments. */
export type Command = string[];

/** Describes the way to get what is missing. */
export interface Plan {
  /** In this order. A command that fails does not keep the next one from being tried. */
  commands: Command[];
  /** The browsers that are downloaded from their makers, as are those that a command should have brought and did not. */
  downloads: BrowserNeed[];
}

/** Describes the commands of one package manager; none asks. */
type Manager = {
  /** Prepares the manager, once before. */
  prepare?: Command;
  install: Command;
  packages: Partial<Record<Need, string>>;
  needsRoot: boolean;
};

const aptGet = [
  'env',
  'DEBIAN_FRONTEND=noninteractive',
  'apt-get',
  '-o',
  'DPkg::Lock::Timeout=120',
  '-o',
  'Dpkg::Use-Pty=0',
  '-qq',
];

/** The shared libraries that Chrome and Firefox need and do not bring, under the names of new and of older systems. */
const libraries = [
  ['libasound2t64', 'libasound2'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libatk1.0-0t64', 'libatk1.0-0'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libgbm1'],
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libpango-1.0-0'],
  ['libx11-xcb1'],
  ['libxcomposite1'],
  ['libxdamage1'],
  ['libxfixes3'],
  ['libxkbcommon0'],
  ['libxrandr2'],
];

const tools: Record<ToolNeed, string> = { Xvfb: 'xvfb', openbox: 'openbox', xdotool: 'xdotool' };

const managers: Record<PackageManager, Manager> = {
  'apt-get': {
    prepare: [...aptGet, 'update'],
    install: [...aptGet, 'install', '--yes', '--no-install-recommends'],
    packages: { chrome: 'chromium', firefox: 'firefox-esr', ...tools },
    needsRoot: true,
  },
  dnf: {
    install: ['dnf', 'install', '--assumeyes', '--quiet'],
    packages: { chrome: 'chromium', firefox: 'firefox', ...tools, Xvfb: 'xorg-x11-server-Xvfb' },
    needsRoot: true,
  },
  pacman: {
    // Without the first a fresh system has no list of packages.
    prepare: ['pacman', '-Sy', '--noconfirm'],
    install: ['pacman', '-S', '--noconfirm', '--needed'],
    packages: { chrome: 'chromium', firefox: 'firefox', ...tools, Xvfb: 'xorg-server-xvfb' },
    needsRoot: true,
  },
  brew: {
    install: ['brew', 'install', '--quiet', '--cask'],
    packages: { chrome: 'google-chrome', firefox: 'firefox' },
    needsRoot: false,
  },
  winget: {
    install: [
      'winget',
      'install',
      '--silent',
      '--disable-interactivity',
      '--accept-source-agreements',
      '--accept-package-agreements',
      '--exact',
      '--id',
    ],
    packages: { chrome: 'Google.Chrome', firefox: 'Mozilla.Firefox' },
    needsRoot: false,
  },
};

/**
 * Decides how a machine gets what it lacks.
 *
 * @param missing what it lacks
 */
export function planFor(machine: Machine, missing: readonly Need[]): Plan {
  const browsers = missing.filter(isBrowser);
  const { packageManager } = machine;
  if (!packageManager || missing.length === 0 || !mayRun(machine, packageManager))
    return { commands: [], downloads: browsers };

  const manager = managers[packageManager];
  const packages = packagesFor(machine, manager);
  // In commands of their own, so that a package that a distribution lacks takes nothing else with it.
  const groups = [...browsers.map((browser) => [browser]), missing.filter((need) => !isBrowser(need))];
  const installing = groups
    .map((group) => group.flatMap((need) => packages[need] ?? []))
    .filter((names) => names.length > 0)
    .map((names) => [...manager.install, ...names]);
  const downloads = browsers.filter((browser) => packages[browser] === undefined);
  const forDownloads = packageManager === 'apt-get' && downloads.length > 0 ? [librariesCommand] : [];
  const wanted = [...forDownloads, ...installing];
  const prepared = wanted.length > 0 && manager.prepare ? [manager.prepare] : [];

  const sudo = manager.needsRoot && machine.root === 'sudo' ? ['sudo', '-n'] : [];
  return { commands: [...prepared, ...wanted].map((words) => [...sudo, ...words]), downloads };
}

const mayRun = ({ root }: Machine, packageManager: PackageManager) =>
  root !== 'never' || !managers[packageManager].needsRoot;

/**
 * Lists the commands that a person with a password may run to get what is still missing.
 *
 * @param missing what was to be had in no other way
 */
export function commandsByHand(machine: Machine, missing: readonly Need[]): Command[] {
  if (machine.root !== 'never' || !machine.packageManager || mayRun(machine, machine.packageManager))
    return [];
  return planFor({ ...machine, root: 'already' }, missing).commands.map((words) => ['sudo', ...words]);
}

const librariesCommand: Command = [
  ...aptGet,
  'satisfy',
  '--yes',
  '--no-install-recommends',
  libraries.map((names) => names.join(' | ')).join(', '),
];

/** Ubuntu's packages of the browsers only call a snap, which no program can drive. */
function packagesFor({ distribution }: Machine, { packages }: Manager): Partial<Record<Need, string>> {
  if (distribution !== 'ubuntu') return packages;
  const { chrome, firefox, ...others } = packages;
  return others;
}

/**
 * Makes the command after which a downloaded Chrome's sandbox works where Linux restricts namespaces; nothing
 * elsewhere.
 *
 * @param folder where Chrome's executable is
 */
export function sandboxCommand({ root, restrictsNamespaces }: Machine, folder: string): Command | undefined {
  if (!restrictsNamespaces || root === 'already') return undefined;
  const install = ['install', '-o', 'root', '-g', 'root', '-m', '4755'];
  const files = [`${folder}/chrome_sandbox`, `${folder}/chrome-sandbox`];
  return ['sudo', ...(root === 'sudo' ? ['-n'] : []), ...install, ...files];
}

/** Writes a command as one would type it. */
export const typed = (words: readonly string[]): string =>
  words.map((word) => (/[^\w@%+=:,./-]/.test(word) ? `'${word}'` : word)).join(' ');
