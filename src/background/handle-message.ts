import * as v from 'valibot';
import browser, { type Runtime } from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { testClient } from '../livechat/test-client.ts';
import { type Command, commandSchema } from '../state/protocol/commands.ts';
import type { Trigger } from '../state/schedule.ts';
import { confirmSession, nameSession } from './answer-session.ts';
import { doNotDisturb } from './do-not-disturb.ts';
import {
  endOtherSessions,
  endSession,
  endSessions,
  holdEnding,
  releaseEnding,
  undoEnding,
} from './end-sessions.ts';
import { markSeen } from './mark-seen.ts';
import { noteFault, noteFaultOf } from './note-fault.ts';
import { checkPresence, notePresence } from './note-presence.ts';
import { openChat } from './open-chat.ts';
import { ensurePollAlarm, poll } from './poll.ts';
import { refreshServiceStatus } from './refresh-service-status.ts';
import {
  beginAuthorization,
  cancelSignIn,
  failAuthorization,
  finishAuthorization,
  loginTabOpened,
  openSignIn,
} from './sign-in.ts';
import { signOut } from './sign-out.ts';

/**
 * Fetches the sessions for a page. Looking at the popup also sees to it that polling goes on, whatever happened to its
 * alarm; and whoever looks is there, whatever the browser has told. The network may come back while nobody is.
 */
async function refresh(trigger: Trigger): Promise<void> {
  await (trigger === 'online' ? checkPresence() : notePresence('active'));
  await ensurePollAlarm();
  await poll(trigger);
}

/**
 * Does what a page of ours asks for. Messages from anywhere else, and malformed ones, are left unanswered.
 *
 * @returns the reply, or nothing when the message is not for us
 */
export function handleMessage(message: unknown, sender: Runtime.MessageSender): Promise<unknown> | undefined {
  if (sender.id !== browser.runtime.id || !sender.url?.startsWith(browser.runtime.getURL('')))
    return undefined;
  const command = v.safeParse(commandSchema(), message);
  return command.success ? dispatch(command.output, sender.tab?.id).catch(handleRejected) : undefined;
}

/** Lets the page learn that there is no answer, and the diagnostics, why. */
function handleRejected(error: unknown): never {
  void noteFault(error);
  throw error;
}

function dispatch(command: Command, tabId: number | undefined): Promise<unknown> {
  switch (command.type) {
    case 'signIn':
      return openSignIn(command.windowId, command.withChats);
    case 'cancelSignIn':
      return cancelSignIn();
    case 'refresh':
      return refresh(command.trigger);
    case 'refreshServiceStatus':
      return refreshServiceStatus();
    case 'signOut':
      return signOut(command.scope);
    case 'endSession':
      return endSession(command.sessionId, command.isStranger && { isStranger: true });
    case 'endSessions':
      return endSessions(command.sessionIds);
    case 'holdEnding':
      return holdEnding(command.sessionId);
    case 'releaseEnding':
      return releaseEnding(command.sessionId);
    case 'undoEnding':
      return undoEnding(command.sessionId);
    case 'endOtherSessions':
      return endOtherSessions();
    case 'markSeen':
      return markSeen();
    case 'confirmSession':
      return confirmSession(command.sessionId);
    case 'nameSession':
      return nameSession(command.sessionId, command.name);
    case 'openChat':
      return openChat(command.chatId, command.threadId);
    case 'doNotDisturb':
      return doNotDisturb(command.until);
    case 'testClient':
      return testClient({ accountsUrl: config.accountsUrl, clientId: command.clientId }, command.redirectUri);
    case 'beginAuthorization':
      return beginAuthorization(command.redirectUri, tabId);
    case 'loginTabOpened':
      return loginTabOpened(command.tabId);
    case 'failAuthorization':
      return failAuthorization(command.error, tabId);
    case 'finishAuthorization':
      return finishAuthorization(command.answer);
    case 'reportFault':
      return noteFaultOf(command.where, command.names);
  }
}
