import { expect, test } from 'vitest';
import { distributionOf, type Machine } from '../../../scripts/setup/machine.ts';
import { type Need, needsFor } from '../../../scripts/setup/needs.ts';
import { commandsByHand, planFor, sandboxCommand, typed } from '../../../scripts/setup/plan.ts';

const debian: Machine = {
  platform: 'linux',
  distribution: 'debian',
  packageManager: 'apt-get',
  root: 'already',
  restrictsNamespaces: false,
};
const machine = (parts: Partial<Machine>): Machine => ({ ...debian, ...parts });
const fedora = machine({ distribution: 'fedora', packageManager: 'dnf' });
const arch = machine({ distribution: 'arch', packageManager: 'pacman' });
const mac = machine({ platform: 'darwin', distribution: '', packageManager: 'brew', root: 'never' });
const windows = machine({ platform: 'win32', distribution: '', packageManager: 'winget', root: 'never' });
const ubuntu = machine({ distribution: 'ubuntu' });
const alpine = machine({ distribution: 'alpine', packageManager: undefined });

/** The plan as text: how it is all done, one thing on a line. */
function planned(on: Machine, missing: readonly Need[]): string[] {
  const { commands, downloads } = planFor(on, missing);
  return [...commands.map(typed), ...downloads.map((browser) => `download ${browser}`)];
}

const apt = 'env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 -qq';
const aptInstall = `${apt} install --yes --no-install-recommends`;
const winget =
  'winget install --silent --disable-interactivity --accept-source-agreements --accept-package-agreements --exact --id';

test.each<[string, Machine, string[]]>([
  [
    'Debian',
    debian,
    [
      `${apt} update`,
      `${aptInstall} chromium`,
      `${aptInstall} firefox-esr`,
      `${aptInstall} xvfb openbox xdotool`,
    ],
  ],
  [
    'Fedora',
    fedora,
    [
      'dnf install --assumeyes --quiet chromium',
      'dnf install --assumeyes --quiet firefox',
      'dnf install --assumeyes --quiet xorg-x11-server-Xvfb openbox xdotool',
    ],
  ],
  [
    'Arch',
    arch,
    [
      'pacman -Sy --noconfirm',
      'pacman -S --noconfirm --needed chromium',
      'pacman -S --noconfirm --needed firefox',
      'pacman -S --noconfirm --needed xorg-server-xvfb openbox xdotool',
    ],
  ],
  ['macOS', mac, ['brew install --quiet --cask google-chrome', 'brew install --quiet --cask firefox']],
  ['Windows', windows, [`${winget} Google.Chrome`, `${winget} Mozilla.Firefox`]],
  ['a Linux without a package manager that is known', alpine, ['download chrome', 'download firefox']],
])('%s, for the tests', (_, on, expected) => {
  expect(planned(on, needsFor(on.platform, false))).toEqual(expected);
});

test.each<[string, Machine, string[]]>([
  ['Debian', debian, [`${apt} update`, `${aptInstall} chromium`]],
  ['Fedora', fedora, ['dnf install --assumeyes --quiet chromium']],
  ['macOS', mac, ['brew install --quiet --cask google-chrome']],
  ['Windows', windows, [`${winget} Google.Chrome`]],
  ['macOS without brew', machine({ ...mac, packageManager: undefined }), ['download chrome']],
])('%s, for npm start: a browser, and nothing else', (_, on, expected) => {
  expect(planned(on, needsFor(on.platform, true))).toEqual(expected);
});

test('in Ubuntu, where the packages of browsers are snaps, they are downloaded, after the libraries that they need', () => {
  const [update, libraries, ...others] = planned(ubuntu, ['chrome', 'firefox', 'Xvfb']);
  expect(update).toBe(`${apt} update`);
  expect(libraries).toMatch(/ satisfy --yes --no-install-recommends 'libasound2t64 \| libasound2, .*libnss3/);
  expect(others).toEqual([`${aptInstall} xvfb`, 'download chrome', 'download firefox']);
});

test('only what is missing is installed', () => {
  expect(planned(debian, ['xdotool'])).toEqual([`${apt} update`, `${aptInstall} xdotool`]);
  expect(planned(debian, [])).toEqual([]);
});

test('who is not root installs by sudo, which must not ask', () => {
  expect(planned(machine({ root: 'sudo' }), ['chrome'])).toEqual([
    `sudo -n ${apt} update`,
    `sudo -n ${aptInstall} chromium`,
  ]);
});

test('where sudo would ask for a password, browsers are downloaded', () => {
  const missing: Need[] = ['chrome', 'firefox', 'Xvfb', 'openbox'];
  expect(planned(machine({ root: 'never' }), missing)).toEqual(['download chrome', 'download firefox']);
});

test('what is missing all the same, a person with a password can install', () => {
  expect(commandsByHand(machine({ root: 'never' }), ['firefox', 'Xvfb', 'openbox']).map(typed)).toEqual([
    `sudo ${apt} update`,
    `sudo ${aptInstall} firefox-esr`,
    `sudo ${aptInstall} xvfb openbox`,
  ]);
  for (const on of [debian, machine({ root: 'sudo' }), mac, alpine])
    expect(commandsByHand(on, ['firefox'])).toEqual([]);
});

test('a downloaded Chrome gets its sandbox where Linux restricts namespaces, unless root runs it without', () => {
  const strict = machine({ restrictsNamespaces: true, root: 'sudo' });
  expect(typed(sandboxCommand(strict, '/b') ?? [])).toBe(
    'sudo -n install -o root -g root -m 4755 /b/chrome_sandbox /b/chrome-sandbox',
  );
  expect(sandboxCommand({ ...strict, root: 'never' }, '/b')?.slice(0, 2)).toEqual(['sudo', 'install']);
  expect(sandboxCommand({ ...strict, root: 'already' }, '/b')).toBeUndefined();
  expect(sandboxCommand({ ...strict, restrictsNamespaces: false }, '/b')).toBeUndefined();
});

test.each([
  ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\nID=debian\n', 'debian'],
  ['Rocky Linux', 'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel fedora"\n', 'rocky'],
  ['Linux Mint', 'ID_LIKE="ubuntu debian"\nID=linuxmint\n', 'linuxmint'],
  ['no system', '', ''],
])('the distribution of %s', (_, osRelease, distribution) => {
  expect(distributionOf(osRelease)).toBe(distribution);
});
