import type manifestForChromium from '../../manifest.json';

/** Names the extension for Firefox and its redirect URI: the counterpart of the manifest's `key`. */
export const firefoxId = 'session-badge-for-livechat@session-badge';

/**
 * Makes `manifest.json` for Firefox: without what only Chromium reads, and with an event page, which has no service
 * worker.
 */
export function firefoxManifest({
  key: _key,
  minimum_chrome_version: _version,
  storage: _schemaOfPolicies,
  action,
  background,
  ...manifest
}: typeof manifestForChromium) {
  return {
    ...manifest,
    // On the toolbar from the start, not in the menu of extensions: a badge is there to be seen.
    action: { ...action, default_area: 'navbar' },
    background: { scripts: [background.service_worker], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: firefoxId,
        // The first that reads the declaration below, on Android too.
        strict_min_version: '142.0',
        // Mozilla's words for the tokens, and for the e-mail address that fills in the login form anew. They go to
        // LiveChat, where they come from, and to nobody else.
        data_collection_permissions: { required: ['authenticationInfo', 'personallyIdentifyingInfo'] },
      },
    },
  };
}
