import { expect, test } from 'vitest';
import { config } from '../../../src/config/index.ts';
import { t } from '../../../src/i18n/index.ts';
import { ChatsPrompt, type ChatsPromptView } from '../../../src/popup/chats-prompt.tsx';
import { signInErrorCodes } from '../../../src/state/protocol/sign-in-answer.ts';
import { Button } from '../../../src/ui/button.tsx';
import { CopyField } from '../../../src/ui/copy-field.tsx';
import { CopyRequest } from '../../../src/ui/copy-request.tsx';
import { elementsIn, type Props, wordsIn } from '../support/rendered.ts';

function prompt(view: ChatsPromptView, more: { isSigningIn?: boolean; isLocked?: boolean } = {}) {
  const taken: string[] = [];
  const rendered = ChatsPrompt({
    view,
    clientId: 'client',
    isSigningIn: more.isSigningIn ?? false,
    onAsk: () => taken.push('ask'),
    onTurnOff: more.isLocked ? undefined : () => taken.push('off'),
    onStep: (step) => taken.push(step),
  });
  const elements = elementsIn(rendered);
  const of = (type: unknown) => elements.filter((each) => each.type === type).map(({ props }) => props);
  return {
    taken,
    words: wordsIn(rendered),
    buttons: of(Button),
    copied: of(CopyField).map(({ value }) => value),
    requests: of(CopyRequest).map(({ clientId, withChats }) => ({ clientId, withChats })),
  };
}

const idsOf = (buttons: Props[]) => buttons.map(({ id }) => id);

test('offers chats to who has not chosen, and says what they cost', () => {
  const { words, buttons } = prompt({ state: 'off' });
  expect(idsOf(buttons)).toEqual(['show-chats']);
  for (const asked of [new URL(config.chatsUrl).host, ...config.chatsScopes]) expect(words).toContain(asked);
});

test('asks LiveChat where nobody has, and speaks of no refusal', () => {
  const { taken, words, buttons, copied } = prompt({ state: 'notAuthorized' });
  expect(idsOf(buttons)).toEqual(['ask-chats']);
  for (const { onPress } of buttons) onPress?.();
  expect(taken).toEqual(['ask']);
  expect(words).not.toContain(t('chats_not_given_title'));
  expect(copied).toEqual([]);
});

test.each<[string, ChatsPromptView]>([
  ['the scope is missing', { state: 'scopeMissing' }],
  [
    'LiveChat knows no such scope',
    { state: 'notAuthorized', refusal: 'invalid_scope', said: 'invalid_scope' },
  ],
  ['access was denied', { state: 'notAuthorized', refusal: 'access_denied' }],
])('where %s, it says what to add, with the scopes to copy, and the request for who can', (_, view) => {
  const { taken, words, buttons, copied, requests } = prompt(view);
  expect(copied).toEqual([config.chatsScopes.join(' ')]);
  expect(requests).toEqual([{ clientId: 'client', withChats: true }]);
  expect(words).toContain(t('chats_scope_missing_about'));
  if (view.state === 'notAuthorized') expect(words).toContain(t('trouble_said', view.refusal ?? ''));
  expect(idsOf(buttons)).toEqual(['ask-chats', 'turn-chats-off']);
  for (const { onPress } of buttons) onPress?.();
  expect(taken).toEqual(['ask', 'off']);
});

test.each(signInErrorCodes)('a refusal of the chats never speaks of the sessions’ scope: %s', (refusal) => {
  const { words, buttons } = prompt({ state: 'notAuthorized', refusal });
  for (const scope of config.scopes) expect(words).not.toContain(scope);
  expect(idsOf(buttons)).toEqual(['ask-chats', 'turn-chats-off']);
});

test('who may have said no hears that it was they', () => {
  const denied = (refusal: 'access_denied' | 'invalid_scope') =>
    prompt({ state: 'notAuthorized', refusal }).words;
  expect(denied('access_denied')).toContain(t('chats_denied'));
  expect(denied('invalid_scope')).not.toContain(t('chats_denied'));
});

test('LiveChat’s reason is told where it is known', () => {
  const { words } = prompt({ state: 'notAuthorized', refusal: 'code_refused', said: 'invalid_grant' });
  expect(words).toContain('invalid_grant');
});

test('what an administrator has decided cannot be turned off', () => {
  expect(idsOf(prompt({ state: 'scopeMissing' }, { isLocked: true }).buttons)).toEqual(['ask-chats']);
});

test('leads to LiveChat’s window while that waits', () => {
  const { buttons } = prompt({ state: 'notAuthorized' }, { isSigningIn: true });
  expect(idsOf(buttons)).toEqual(['show-window', 'cancel-sign-in']);
});
