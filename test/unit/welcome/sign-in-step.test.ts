import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import { expect, test, vi } from 'vitest';
import type { View } from '../../../src/state/view.ts';
import { Button } from '../../../src/ui/button.tsx';
import { CopyRequest } from '../../../src/ui/copy-request.tsx';
import { SignInStep } from '../../../src/welcome/sign-in-step.tsx';

vi.mock('../../../src/ui/use-command.ts', () => ({
  useCommand: () => ({ run: () => undefined, busy: false, failed: false }),
}));

type Element = VNode<{ id?: string; children?: ComponentChildren }>;

/** Lists the elements of what is rendered, with what its components without hooks render. */
const elementsIn = (rendered: ComponentChildren): Element[] =>
  toChildArray(rendered)
    .filter((child): child is Element => isValidElement(child))
    .flatMap((element): Element[] => {
      const { type, props } = element;
      if (type === Button || type === CopyRequest) return [element];
      const made =
        typeof type === 'function' ? (type as (given: object) => ComponentChildren)(props) : undefined;
      return [element, ...elementsIn(made ?? props.children)];
    });

const wordsIn = (rendered: ComponentChildren): string =>
  toChildArray(rendered)
    .map((child) => {
      if (!isValidElement(child)) return String(child);
      const { type, props } = child as Element;
      if (type === Button || type === CopyRequest) return '';
      return wordsIn(
        typeof type === 'function' ? (type as (given: object) => ComponentChildren)(props) : props.children,
      );
    })
    .join('');

const common = { failure: undefined, clientId: 'client', isPinned: true, offersRequest: true };
const known = { count: 3, fetchedAt: 0 };
const buttonsFor = (view: View) =>
  elementsIn(SignInStep({ ...common, view }))
    .filter(({ type }) => type === Button)
    .map(({ props }) => props.id);
const saidOf = (view: View, more = {}) => wordsIn(SignInStep({ ...common, ...more, view }));

const stale = (trouble: Extract<View, { state: 'stale' }>['trouble']): View => ({ state: 'stale', trouble });

test.each<[View, string[], RegExp]>([
  [{ state: 'notConfigured' }, ['sign-in'], /client ID/],
  [{ state: 'signedOut' }, ['sign-in'], /See how many/],
  [{ state: 'signingIn' }, ['show-window'], /Finish in/],
  [{ state: 'loading' }, [], /Asking/],
  [{ state: 'loading', isSlow: true }, ['refresh'], /longer than usual/],
  [{ state: 'fresh', ...known }, [], /You are signed in/],
  [{ state: 'new', ...known, added: 1, newest: 'Firefox' }, [], /You are signed in/],
  [stale({ code: 'timeout', since: 0 }), ['refresh'], /not answered since.*Check your connection/],
  [stale({ code: 'not_allowed', since: 0 }), ['allow-access'], /not allowed/],
  [stale({ code: 'access_denied', since: 0, signInHelps: true }), ['refresh', 'sign-in'], /denied/],
  [{ state: 'refused', reason: 'revoked' }, ['sign-in'], /no longer accepts/],
  [{ state: 'scopeMissing' }, ['sign-in'], /lacks the permission/],
])('$state is shown as what it is, with its next steps', (view, buttons, said) => {
  expect(buttonsFor(view)).toEqual(buttons);
  expect(saidOf(view)).toMatch(said);
});

test.each<View>([
  { state: 'loading' },
  stale({ code: 'timeout', since: 0 }),
  { state: 'refused', reason: 'revoked' },
  { state: 'scopeMissing' },
])('$state is not said to be done', (view) => {
  expect(saidOf(view)).not.toContain('You are signed in');
});

test('the page may be closed only once the badge can be seen', () => {
  const done: View = { state: 'fresh', ...known };
  expect(saidOf(done)).toContain('close this page');
  const unpinned = saidOf(done, { isPinned: false });
  expect(unpinned).not.toContain('close this page');
  expect(unpinned).toContain('Pin it');
});

test('a sign-in that did not succeed says why, and offers a request where set-up is missing', () => {
  const failed = { failure: { error: 'redirect_uri_not_set' as const } };
  expect(saidOf({ state: 'signedOut' }, failed)).toContain('no return address');
  expect(saidOf({ state: 'fresh', ...known }, failed)).not.toContain('no return address');
  const offers = (more: object) =>
    elementsIn(SignInStep({ ...common, ...more, view: { state: 'signedOut' } })).some(
      ({ type }) => type === CopyRequest,
    );
  expect(offers(failed)).toBe(true);
  expect(offers({ ...failed, offersRequest: false })).toBe(false);
  expect(offers({})).toBe(false);
});
