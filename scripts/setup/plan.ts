import type { Machine, PackageManager } from './machine.ts';
import { type BrowserNeed, isBrowser, type Need, type ToolNeed } from './needs.ts';

/** A command that installs something. */
export interface Command {
  words: string[];
  /** What it brings; nothing for one that prepares. */
  brings: Need[];
}

/** How to get what is missing. */
export interface Plan {
  /** In this order. A command that fails does not keep the next one from being tried. */
  commands: Command[];
  /** The browsers that are downloaded from their makers, as are those that a command should have brought and did not. */
  downloads: BrowserNeed[];
  /** What only root may install, and a person with a password has to. */
  byHand: Command[];
}

/** How one package manager installs; each never asks. */
type Manager = {
  /** What has to be done once before. */
  prepare?: string[];
  install: string[];
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
  if (!packageManager || missing.length === 0) return { commands: [], downloads: browsers, byHand: [] };

  const manager = managers[packageManager];
  const packages = packagesFor(machine, manager);
  // In commands of their own, so that a package that a distribution lacks takes nothing else with it.
  const groups = [...browsers.map((browser) => [browser]), missing.filter((need) => !isBrowser(need))];
  const installing = groups
    .map((group) => group.filter((need) => packages[need] !== undefined))
    .filter((group) => group.length > 0)
    .map((brings) => ({
      words: [...manager.install, ...brings.flatMap((need) => packages[need] ?? [])],
      brings,
    }));
  const downloads = browsers.filter((browser) => packages[browser] === undefined);
  const forDownloads =
    packageManager === 'apt-get' && downloads.length > 0 ? [{ words: librariesCommand, brings: [] }] : [];
  const wanted = [...forDownloads, ...installing];
  const prepared: Command[] =
    wanted.length > 0 && manager.prepare ? [{ words: manager.prepare, brings: [] }] : [];

  if (!manager.needsRoot || machine.root === 'already')
    return { commands: [...prepared, ...wanted], downloads, byHand: [] };
  const withSudo = ({ words, brings }: Command, ...options: string[]) => ({
    words: ['sudo', ...options, ...words],
    brings,
  });
  if (machine.root === 'sudo') {
    const commands = [...prepared, ...wanted].map((command) => withSudo(command, '-n'));
    return { commands, downloads, byHand: [] };
  }
  const byHand = installing.filter(({ brings }) => !brings.some(isBrowser));
  return {
    commands: [],
    downloads: browsers,
    byHand: byHand.length > 0 ? [...prepared, ...byHand].map((command) => withSudo(command)) : [],
  };
}

const librariesCommand = [
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
 * The command after which a downloaded Chrome's sandbox works where Linux restricts namespaces; nothing elsewhere.
 *
 * @param folder where Chrome's executable is
 */
export function sandboxCommand({ root, restrictsNamespaces }: Machine, folder: string): string[] | undefined {
  if (!restrictsNamespaces || root === 'already') return undefined;
  const install = ['install', '-o', 'root', '-g', 'root', '-m', '4755'];
  const files = [`${folder}/chrome_sandbox`, `${folder}/chrome-sandbox`];
  return ['sudo', ...(root === 'sudo' ? ['-n'] : []), ...install, ...files];
}

/** A command as one would type it. */
export const typed = (words: readonly string[]): string =>
  words.map((word) => (/[^\w@%+=:,./-]/.test(word) ? `'${word}'` : word)).join(' ');
