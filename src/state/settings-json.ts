import * as v from 'valibot';
import { type Settings, strictSettingsSchema } from './settings.ts';

/** Describes what is wrong with a settings file, and which setting is to blame. */
export type SettingsFileError =
  | { error: 'not_settings' }
  | { error: 'unknown_setting' | 'wrong_value'; name: string };

/** More than any settings file holds, in characters. */
const longest = 100_000;

/**
 * Writes settings as a file: what the agent chose, and nothing else. A browser policy has the same names and values.
 */
export const settingsFileOf = (settings: Settings): string => `${JSON.stringify(settings, null, 2)}\n`;

/** Reads the settings in a file, or tells what is wrong with it. */
export function settingsFrom(file: string): { settings: Settings } | SettingsFileError {
  let content: unknown;
  try {
    content = JSON.parse(file.slice(0, longest));
  } catch {
    return { error: 'not_settings' };
  }
  // To valibot, a list is an object.
  if (Array.isArray(content)) return { error: 'not_settings' };
  const result = v.safeParse(strictSettingsSchema(), content);
  if (result.success) return { settings: result.output };
  const [issue] = result.issues;
  const name = v.getDotPath(issue)?.slice(0, 60);
  if (!name) return { error: 'not_settings' };
  const [setting = ''] = name.split('.');
  return { error: setting in strictSettingsSchema().entries ? 'wrong_value' : 'unknown_setting', name };
}
