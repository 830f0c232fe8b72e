import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAnswerTo } from '../../../src/background/sign-in.ts';
import { type Command, commandSchema } from '../../../src/state/commands.ts';
import { settingsFrom } from '../../../src/state/settings-file.ts';
import {
  answerSchema,
  redirectedAnswer,
  refusalCodeOf,
  signInErrorCodes,
} from '../../../src/state/sign-in-answer.ts';
import { fakeBrowser } from '../support/browser.ts';
import { type Extension, startExtension } from '../support/extension.ts';
import { asJson, hostileTexts, hostileValue, isPolluted, nearly } from '../support/hostile.ts';

// Thousands of cases, on machines that do other things, too.
vi.setConfig({ testTimeout: 120_000 });

const redirectUri = 'https://extension.chromiumapp.org/';
const answer = { state: 'ours', code: 'c', access_token: 'dal:8f2c', expires_in: '28800' };
const refusal = {
  oauth_exception: 'access_denied',
  identity_exception: 'x',
  exception_details: 'y',
  error: 'z',
};
const settings = { clientId: 'client', grant: 'code', intervalSeconds: 60, alerts: true };
const runs = { numRuns: 10_000 };

/** One good command of every type that carries something. */
const commands: Command[] = [
  { type: 'signIn', windowId: 1 },
  { type: 'refresh', trigger: 'click' },
  { type: 'signOut', scope: 'here' },
  { type: 'endSession', sessionId: 's' },
  { type: 'testClient', clientId: 'client', redirectUri },
  { type: 'beginAuthorization', redirectUri },
  { type: 'loginWindowOpened', windowId: 1 },
  { type: 'failAuthorization', error: 'access_denied' },
  { type: 'finishAuthorization', answer: { state: 'ours', code: 'c' } },
];

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
});
afterEach(() => {
  expect(isPolluted()).toBe(false);
});

test('of anything that a login page posts, only an answer with our state counts, and a refusal has a known name', () => {
  const transaction = {
    createdAt: 0,
    clientId: 'client',
    grant: 'code',
    redirectUri,
    state: 'ours',
    codeVerifier: 'v',
  } as const;
  fc.assert(
    fc.property(nearly(answer), nearly(refusal), (data, error) => {
      const parsed = v.safeParse(answerSchema, data);
      if (parsed.success && isAnswerTo(transaction, parsed.output, 1)) {
        expect(data).toHaveProperty('state', 'ours');
        expect(Object.keys(parsed.output).sort()).toEqual(['code', 'state']);
      }
      expect(signInErrorCodes).toContain(refusalCodeOf(error));
    }),
    runs,
  );
});

test('of any address that LiveChat redirects to, only an answer at ours with our state counts', () => {
  const parameter = fc.oneof(
    fc.constantFrom(['state', 'ours'], ['code', 'c'], ['error', 'access_denied']),
    fc.tuple(
      fc.constantFrom('state', 'code', 'error', 'access_token', 'expires_in', '__proto__'),
      fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 20 })),
    ),
  );
  const address = fc
    .tuple(
      fc.constantFrom(redirectUri, redirectUri, redirectUri, 'https://evil.example/', ''),
      fc.constantFrom('?', '?', '#'),
      fc.array(parameter, { maxLength: 4 }),
    )
    .map(
      ([start, separator, pairs]) => start + separator + new URLSearchParams(pairs.map(([...pair]) => pair)),
    );
  let accepted = 0;
  fc.assert(
    fc.property(address, (redirected) => {
      const outcome = redirectedAnswer(redirected, { state: 'ours', grant: 'code', redirectUri });
      if ('error' in outcome) return;
      accepted += 1;
      expect(redirected.startsWith(redirectUri)).toBe(true);
      expect(redirected.match(/[?&]state=/g)).toHaveLength(1);
      expect(outcome.answer.state).toBe('ours');
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(30);
});

test('a message from anywhere else is not answered, whatever it says', async () => {
  const elsewhere = fc.record(
    {
      id: fc.constantFrom('extension', 'another', ''),
      url: fc.constantFrom(
        'https://evil.example/',
        'https://evil.example/chrome-extension://extension/',
        'chrome-extension://another/popup/index.html',
        'chrome-extension://extension.evil/popup/index.html',
        '',
      ),
      origin: fc.constantFrom('chrome-extension://extension', 'null'),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...commands), elsewhere, async (command, sender) => {
      expect(await fakeBrowser.runtime.onMessage.fire(command, sender)).toEqual([undefined]);
    }),
    { numRuns: 2_000 },
  );
  expect(fakeBrowser.storage.session.all()).toEqual({});
  expect(extension.liveChat.requests).toEqual([]);
});

test('a command is what it says and nothing else, whatever came with it', () => {
  fc.assert(
    fc.property(fc.oneof(...commands.map(nearly), hostileValue), (message) => {
      const parsed = v.safeParse(commandSchema, message);
      if (!parsed.success) return;
      expect(Object.keys(parsed.output)).not.toContain('__proto__');
      expect(commands.map(({ type }) => type) as string[]).toContain(parsed.output.type);
    }),
    runs,
  );
});

test('a cyclic message is left alone', () => {
  const cyclic: Record<string, unknown> = { type: 'finishAuthorization' };
  cyclic['answer'] = cyclic;
  expect(v.is(commandSchema, cyclic)).toBe(false);
  expect(refusalCodeOf(cyclic)).toBe('unknown_refusal');
});

test('any settings file gives settings, or says what is wrong', () => {
  const file = fc.oneof(
    nearly(settings).map((value) => JSON.stringify(asJson(value))),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(file, (content) => {
      const result = settingsFrom(content);
      expect('settings' in result || typeof result.error === 'string').toBe(true);
    }),
    runs,
  );
});
