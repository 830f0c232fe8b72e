import browser from 'webextension-polyfill';
import { handleAlarm } from './handle-alarm.ts';
import { handleAllowed } from './handle-allowed.ts';
import { handleFault } from './handle-fault.ts';
import { handleIdle } from './handle-idle.ts';
import { handleInstalled } from './handle-installed.ts';
import { handleMessage } from './handle-message.ts';
import { listenToNotifications } from './handle-notification.ts';
import { handleOnline } from './handle-online.ts';
import { handleStart } from './handle-start.ts';
import { handleStoredChange } from './handle-stored-change.ts';
import { handleWake } from './handle-wake.ts';
import { handleWindowRemoved } from './handle-window-removed.ts';

// The browser starts this file for an event and stops it soon after, so every listener is registered at once.
browser.runtime.onInstalled.addListener(handleInstalled);
browser.runtime.onStartup.addListener(handleStart);
browser.runtime.onMessage.addListener(handleMessage);
browser.alarms.onAlarm.addListener(handleAlarm);
browser.idle.onStateChanged.addListener(handleIdle);
browser.windows.onRemoved.addListener(handleWindowRemoved);
browser.storage.onChanged.addListener(handleStoredChange);
browser.permissions.onAdded.addListener(handleAllowed);
self.addEventListener('online', handleOnline);
self.addEventListener('unhandledrejection', handleFault);
self.addEventListener('error', handleFault);
listenToNotifications();
void handleWake();
