chrome.alarms.onAlarm.addListener(() => chrome.action.setBadgeText({ text: '3' }));
