import type { Browser, CDPSession, Target } from 'puppeteer-core';
import { liveChatHosts } from '../../../scripts/browser/live-chat-hosts.ts';

/**
 * Adds what the extension's pages complain of from now on to a list: console errors, uncaught exceptions, violations
 * of the content security policy, requests that failed, except for those to LiveChat, which fail on purpose.
 */
export function collectPageProblems(browser: Browser, origin: string, problems: string[]): void {
  const watched = new WeakSet<Target>();

  async function watch(target: Target): Promise<void> {
    if (watched.has(target) || target.type() !== 'page' || !target.url().startsWith(origin)) return;
    watched.add(target);
    const page = target.url().slice(origin.length);
    const session = await target.createCDPSession();
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) => {
      problems.push(`${page}: ${exception?.description ?? text}`);
    });
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      if (type === 'error' || type === 'assert') {
        problems.push(`${page}: ${args.map(({ value, description }) => value ?? description).join(' ')}`);
      }
    });
    session.on('Log.entryAdded', ({ entry }) => {
      if (entry.level === 'error' && !isOfLiveChat(entry.url))
        problems.push(`${page}: ${entry.text} ${entry.url ?? ''}`);
    });
    // Both report what happened before they were enabled, too.
    await Promise.all([session.send('Runtime.enable'), session.send('Log.enable')]);
  }

  // A target that is gone already has nothing more to tell.
  const watchIfThere = (target: Target) => void watch(target).catch(() => {});
  browser.on('targetcreated', watchIfThere);
  browser.on('targetchanged', watchIfThere);
}

const isOfLiveChat = (url = '') => liveChatHosts.some((host) => url.startsWith(`https://${host}/`));

/**
 * Adds what the service worker fails with to a list.
 *
 * It is told by a page's session, whose `ServiceWorker` domain is enabled, because a worker that is attached to
 * never goes idle, and waits for the debugger when it starts again.
 */
export function collectWorkerProblems(session: CDPSession, problems: string[]): void {
  session.on('ServiceWorker.workerErrorReported', ({ errorMessage: { errorMessage, lineNumber } }) => {
    // Chromium's answers to a call that a worker makes in the moment in which a test stops it, or the browser.
    if (/Error: (No SW|The browser is shutting down\.)$/.test(errorMessage)) return;
    problems.push(`service worker, line ${lineNumber}: ${errorMessage}`);
  });
}
