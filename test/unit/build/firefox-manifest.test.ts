import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { firefoxManifest } from '../../../scripts/build/firefox-manifest.ts';

test('Firefox gets the manifest, but for what it has no or another word for', () => {
  const original = JSON.parse(readFileSync('manifest.json', 'utf8'));
  const { action, background, browser_specific_settings, ...same } = firefoxManifest(original);
  const { key, minimum_chrome_version, storage, action: button, background: worker, ...rest } = original;
  expect(same).toEqual(rest);
  expect(action).toMatchObject(button);
  expect(background).toEqual({ scripts: [worker.service_worker], type: worker.type });
  expect(browser_specific_settings.gecko.data_collection_permissions.required).not.toHaveLength(0);
});
