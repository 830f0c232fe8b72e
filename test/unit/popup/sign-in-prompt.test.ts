import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { t } from '../../../src/i18n/index.ts';
import { SignInFailure } from '../../../src/popup/sign-in-failure.tsx';
import { SignInPrompt } from '../../../src/popup/sign-in-prompt.tsx';
import * as stepsModule from '../../../src/state/next-steps.ts';
import type { SignInErrorCode } from '../../../src/state/protocol/sign-in-answer.ts';
import { Button } from '../../../src/ui/button.tsx';
import { CopyRequest } from '../../../src/ui/copy-request.tsx';

type ButtonProps = Parameters<typeof Button>[0];

/** Finds the buttons of what is rendered, in their order. */
function buttonsIn(rendered: ComponentChildren): ButtonProps[] {
  return toChildArray(rendered)
    .filter((child): child is VNode<{ children?: ComponentChildren }> => isValidElement(child))
    .flatMap(({ type, props }) => (type === Button ? [props as ButtonProps] : buttonsIn(props.children)));
}

/** Lists the words of what is rendered. */
const wordsIn = (rendered: ComponentChildren): string[] =>
  toChildArray(rendered).flatMap((child) => {
    if (!isValidElement(child)) return [String(child)];
    const { type, props } = child as VNode<Parameters<typeof SignInFailure>[0]>;
    return wordsIn(type === SignInFailure ? SignInFailure(props) : props.children);
  });

/** Lists the components that are rendered, but for what they render themselves. */
const componentsIn = (rendered: ComponentChildren): unknown[] =>
  toChildArray(rendered)
    .filter((child): child is VNode<{ children?: ComponentChildren }> => isValidElement(child))
    .flatMap(({ type, props }) => [type, ...componentsIn(props.children)]);

const views: stepsModule.PromptView[] = [
  { state: 'notConfigured' },
  { state: 'signedOut' },
  { state: 'signingIn' },
  { state: 'refused', reason: 'revoked' },
  { state: 'scopeMissing' },
];
const everyStep: stepsModule.PromptStep[] = ['setUp', 'signIn', 'showWindow', 'cancelSignIn'];

function prompt(view: stepsModule.PromptView) {
  const taken: stepsModule.PromptStep[] = [];
  const buttons = buttonsIn(
    SignInPrompt({
      view,
      failure: undefined,
      clientId: '',
      onStep: (step) => taken.push(step),
      children: null,
    }),
  );
  for (const { onPress } of buttons) onPress();
  return { buttons, taken };
}

afterEach(() => vi.restoreAllMocks());

test.each(views)('in the state $state the buttons take the next steps, in their order', (view) => {
  expect(prompt(view).taken).toEqual(stepsModule.promptSteps(view));
});

test.each(views)('in the state $state there is a button for whatever step is next', (view) => {
  vi.spyOn(stepsModule, 'promptSteps').mockReturnValue(everyStep);
  const { buttons, taken } = prompt(view);
  expect(taken).toEqual(everyStep);
  expect(buttons.map(({ variant, focused }) => [variant, focused])).toEqual([
    ['primary', true],
    ...Array.from({ length: 3 }, () => ['secondary', false]),
  ]);
  expect(new Set(buttons.map(({ id }) => id)).size).toBe(everyStep.length);
  for (const { children } of buttons) expect(children).toMatch(/\w/);
});

const failure = { error: 'login_window_closed' } as const;
const reason = t('error_login_window_closed');
const common = { clientId: '', onStep: () => undefined, children: null };

test.each(views)(
  'in the state $state the reason why the last sign-in failed is told where to sign in is next',
  (view) => {
    const said = wordsIn(SignInPrompt({ ...common, view, failure }));
    expect(said.includes(reason)).toBe(stepsModule.promptSteps(view).includes('signIn'));
  },
);

const isRequestOffered = (view: stepsModule.PromptView, error?: SignInErrorCode) =>
  componentsIn(SignInPrompt({ ...common, view, failure: error && { error } })).includes(CopyRequest);

test.each([
  ['notConfigured', true],
  ['signedOut', false],
  ['signingIn', false],
  ['refused', false],
  ['scopeMissing', true],
] as const)('in the state %s a request for the administrator is offered: %s', (state, isOffered) => {
  const view = views.find((each) => each.state === state) ?? { state: 'signedOut' };
  expect(isRequestOffered(view)).toBe(isOffered);
});

test.each([
  ['redirect_uri_not_set', true],
  ['client_id_not_found', true],
  ['invalid_scope', true],
  ['login_window_closed', false],
  ['access_denied', false],
] as const)('after %s a request for the administrator is offered: %s', (error, isOffered) => {
  expect(isRequestOffered({ state: 'signedOut' }, error)).toBe(isOffered);
});
