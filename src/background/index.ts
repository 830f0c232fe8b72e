import browser from 'webextension-polyfill';
import { handleAlarm } from './handle-alarm.ts';
import { handleAllowed } from './handle-allowed.ts';
import { handleIdle } from './handle-idle.ts';
import { handleInstalled } from './handle-installed.ts';
import { handleMessage } from './handle-message.ts';
import { listenToNotifications } from './handle-notification.ts';
import { handleOnline } from './handle-online.ts';
import { handleStart } from './handle-start.ts';
import { handleStoredChange } from './handle-stored-change.ts';
import { handleTabRemoved } from './handle-tab-removed.ts';
import { handleWake } from './handle-wake.ts';

// The browser starts this file for an event and stops it soon after, so every listener is registered at once.
browser.runtime.onInstalled.addListener(handleInstalled);
browser.runtime.onStartup.addListener(handleStart);
browser.runtime.onMessage.addListener(handleMessage);
browser.alarms.onAlarm.addListener(handleAlarm);
browser.idle.onStateChanged.addListener(handleIdle);
browser.tabs.onRemoved.addListener(handleTabRemoved);
browser.storage.onChanged.addListener(handleStoredChange);
browser.permissions.onAdded.addListener(handleAllowed);
self.addEventListener('online', handleOnline);
listenToNotifications();
void handleWake();
