import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const preferencesFile = (profile: string) => join(profile, 'Default', 'Preferences');

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function mergeInto(target: Tree, source: Tree): Tree {
  for (const [key, value] of Object.entries(source)) {
    const old = target[key];
    target[key] = isTree(value) && isTree(old) && !Array.isArray(value) ? mergeInto(old, value) : value;
  }
  return target;
}

/** Describes the permissions of an extension, as Chromium stores them. */
type StoredPermissions = {
  api?: string[];
  explicit_host?: string[];
  manifest_permissions?: [];
  scriptable_host?: [];
};

type StoredExtension = {
  active_permissions?: StoredPermissions;
  granted_permissions?: StoredPermissions;
  runtime_granted_permissions?: StoredPermissions;
  serviceworkerevents?: unknown;
};

type StoredPreferences = Tree & { extensions?: { settings?: Record<string, StoredExtension> } };

function preferencesOf(profile: string): StoredPreferences {
  const file = preferencesFile(profile);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Merges settings into the preferences of a profile whose browser is not running. */
function setPreferences(profile: string, settings: Tree): void {
  const file = preferencesFile(profile);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(mergeInto(preferencesOf(profile), settings)));
}

/**
 * Makes a new profile folder, with the buttons of extensions pinned to the toolbar once they are installed. Its browser
 * does not offer to save passwords, which would cover LiveChat's pages.
 */
export function createProfile(...extensionIds: string[]): string {
  const profile = mkdtempSync(join(tmpdir(), 'session-badge-'));
  setPreferences(profile, {
    extensions: { pinned_extensions: extensionIds, ui: { developer_mode: true } },
    credentials_enable_service: false,
  });
  return profile;
}

/** Describes what an agent allows an extension beyond what it needs: optional permissions, and addresses as match patterns. */
export type Allowed = { permissions?: readonly string[]; origins?: readonly string[] };

/**
 * Makes the browser load the extension by itself at its next start, as after "Load unpacked". It keeps what the agent has
 * allowed it.
 *
 * What the debugging protocol installs is marked with the flag 0x8000 and forgotten at the end, together with its
 * alarms; the next installation would then be reported as `onInstalled`, and `onStartup` would never come.
 *
 * @param allowed more, as if the agent had allowed it in the browser's own prompt
 */
export function keepExtension(
  profile: string,
  { id, folder }: { id: string; folder: string },
  allowed: Allowed = {},
): void {
  const { permissions, host_permissions } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const stored = preferencesOf(profile).extensions?.settings?.[id];
  // Written in full: a browser that was killed may not have stored its preferences yet.
  const withNeeded = (before: StoredPermissions = {}): StoredPermissions => ({
    api: [...permissions, ...(allowed.permissions ?? []), ...(before.api ?? [])],
    explicit_host: [...host_permissions, ...(allowed.origins ?? []), ...(before.explicit_host ?? [])],
    manifest_permissions: [],
    scriptable_host: [],
  });
  setPreferences(profile, {
    extensions: {
      settings: {
        [id]: {
          active_permissions: withNeeded(stored?.active_permissions),
          granted_permissions: withNeeded(stored?.granted_permissions),
          // Asked for what is here and was taken away since, Chromium allows it without its prompt.
          runtime_granted_permissions: withNeeded(stored?.runtime_granted_permissions),
          creation_flags: 38,
          location: 4,
          path: folder,
        },
      },
    },
  });
}

/**
 * Tells whether the profile holds the events that an extension listens to. The browser writes that down within ten
 * seconds of the installation; killed before, it starts the extension for nothing, not even for its own start.
 */
export function knowsListeners(profile: string, id: string): boolean {
  return preferencesOf(profile).extensions?.settings?.[id]?.serviceworkerevents !== undefined;
}

/** Files that a dying browser still writes are tried again. */
const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };

/** Removes a profile. */
export function removeProfile(profile: string): void {
  rmSync(profile, removal);
}

/** Removes a profile in a process of its own, for which nobody waits: a profile has hundreds of files. */
export function removeProfileMeanwhile(profile: string): void {
  const script = `require('node:fs').rmSync(process.argv[1], ${JSON.stringify(removal)})`;
  spawn(process.execPath, ['-e', script, profile], { detached: true, stdio: 'ignore' }).unref();
}
