import browser from 'webextension-polyfill';
import { handleAlarm } from './handle-alarm.ts';
import { handleMessage } from './handle-message.ts';
import { listenToNotifications } from './handle-notification.ts';
import { handleStart } from './handle-start.ts';
import { handleStoredChange } from './handle-stored-change.ts';
import {
  handleAllowed,
  handleFault,
  handleForbidden,
  handleIdle,
  handleInstalled,
  handleOnline,
  handleTabRemoved,
  handleWake,
} from './listeners.ts';
import { toleratingStorage } from './show-badge.ts';

// The browser starts this file for an event and stops it soon after, so every listener is registered at once.
browser.runtime.onInstalled.addListener(toleratingStorage(handleInstalled));
browser.runtime.onStartup.addListener(toleratingStorage(handleStart));
browser.runtime.onMessage.addListener(handleMessage);
browser.alarms.onAlarm.addListener(toleratingStorage(handleAlarm));
browser.idle.onStateChanged.addListener(toleratingStorage(handleIdle));
browser.tabs.onRemoved.addListener(toleratingStorage(handleTabRemoved));
browser.storage.onChanged.addListener(toleratingStorage(handleStoredChange));
browser.permissions.onAdded.addListener(toleratingStorage(handleAllowed));
browser.permissions.onRemoved.addListener(toleratingStorage(handleForbidden));
self.addEventListener('online', toleratingStorage(handleOnline));
self.addEventListener('unhandledrejection', handleFault);
self.addEventListener('error', handleFault);
listenToNotifications();
void toleratingStorage(handleWake)();
