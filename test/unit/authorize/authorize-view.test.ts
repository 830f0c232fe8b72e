import { expect, test } from 'vitest';
import { AuthorizeView } from '../../../src/authorize/authorize-view.tsx';
import type { Phase } from '../../../src/authorize/phase.ts';
import { config } from '../../../src/config/index.ts';
import { t } from '../../../src/i18n/index.ts';
import { signInErrorCodes } from '../../../src/state/protocol/sign-in-answer.ts';
import { CopyField } from '../../../src/ui/copy-field.tsx';
import { CopyRequest } from '../../../src/ui/copy-request.tsx';
import { elementsIn, wordsIn } from '../support/rendered.ts';

const nothing = () => undefined;
function view(phase: Phase, addsChats: boolean) {
  const rendered = AuthorizeView({
    phase,
    addsChats,
    redirectUri: 'https://example.org/',
    clientId: 'client',
    onTryAgain: nothing,
    onAllow: nothing,
    onCancel: nothing,
    onShowLogin: nothing,
    onOpenSettings: nothing,
  });
  const of = (type: unknown) =>
    elementsIn(rendered).flatMap((each) => (each.type === type ? [each.props] : []));
  return {
    words: wordsIn(rendered),
    copied: of(CopyField).map(({ value }) => value),
    requests: of(CopyRequest).map(({ withChats }) => withChats),
  };
}

const chatsTexts = ['authorize_chats_title', 'authorize_chats_about', 'chats_not_given_title'] as const;

test('a window that only adds chats asks for those, and says that the sign-in stays', () => {
  for (const name of ['preparing', 'waiting', 'finishing'] as const) {
    const { words } = view({ name }, true);
    expect(words).toContain(t('authorize_chats_title'));
    expect(words).toContain(t('authorize_chats_about'));
    expect(words).not.toContain(t('authorize_title'));
    expect(words).not.toContain(t('authorize_finishing'));
  }
});

test.each(signInErrorCodes)('where that fails, nobody hears that they are not signed in: %s', (error) => {
  const { words } = view({ name: 'failed', error }, true);
  expect(words).toContain(t('chats_not_given_title'));
  expect(words).not.toContain(t('authorize_failed_title'));
  for (const scope of config.scopes) expect(words).not.toContain(scope);
});

test.each(['invalid_scope', 'access_denied'] as const)(
  'where that fails for its scopes (%s), they are there to copy, with the request for who can add them',
  (error) => {
    const { copied, requests } = view({ name: 'failed', error }, true);
    expect(copied).toEqual([config.chatsScopes.join(' ')]);
    expect(requests).toEqual([true]);
  },
);

test('the window of an ordinary sign-in speaks of no chats', () => {
  const phases: Phase[] = [
    ...(['preparing', 'waiting', 'finishing', 'done'] as const).map((name) => ({ name })),
    ...signInErrorCodes.map((error) => ({ name: 'failed' as const, error })),
  ];
  for (const phase of phases) {
    const { words, copied, requests } = view(phase, false);
    for (const text of chatsTexts) expect(words).not.toContain(t(text));
    expect(copied).not.toContain(config.chatsScopes.join(' '));
    expect(requests).not.toContain(true);
  }
});
