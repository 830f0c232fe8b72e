import { expect, test } from 'vitest';
import { chatsAfterFailure } from '../../../src/state/chats-refusal.ts';
import type { SignInErrorCode } from '../../../src/state/protocol/sign-in-answer.ts';

const ordinary = { isForChats: false, isSecond: false, areGiven: false };
const forChats = { ...ordinary, isForChats: true };
const second = { ...ordinary, isSecond: true };
const given = { ...forChats, areGiven: true };

test.each<[SignInErrorCode, keyof typeof abouts, string | undefined]>([
  ['invalid_scope', 'ordinary', 'refused'],
  ['access_denied', 'given', 'refused'],
  ['login_window_closed', 'ordinary', 'in doubt'],
  ['login_window_closed', 'second', 'refused'],
  ['login_window_closed', 'forChats', 'refused'],
  ['login_window_closed', 'given', undefined],
  ['redirect_uri_not_set', 'ordinary', 'in doubt'],
  ['livechat_unreachable', 'forChats', undefined],
  ['storage_failed', 'second', undefined],
])('%s of a sign-in (%s) leaves the chats %s', (error, about, after) => {
  expect(chatsAfterFailure(error, abouts[about])).toBe(after);
});

const abouts = { ordinary, forChats, second, given };
