import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAnswerToTransaction } from '../../../src/background/sign-in.ts';
import { type Command, commandSchema } from '../../../src/state/protocol/commands.ts';
import { answerSchema, redirectedAnswer, refusalCodeOf } from '../../../src/state/protocol/sign-in-answer.ts';
import { strictSettingsSchema } from '../../../src/state/settings.ts';
import { settingsFrom } from '../../../src/state/settings-json.ts';
import { fakeBrowser } from '../support/browser.ts';
import { type Extension, startExtension } from '../support/extension.ts';
import { asJson, hostileTexts, hostileValue, isPolluted, nearly } from '../support/hostile.ts';

// Thousands of cases, on machines that do other things, too.
vi.setConfig({ testTimeout: 120_000 });

const redirectUri = 'https://extension.chromiumapp.org/';
const codeAnswer = { state: 'ours', code: 'c' };
const tokenAnswer = { state: 'ours', access_token: 'dal:8f2c', expires_in: '28800' };
const refusal = {
  oauth_exception: 'access_denied',
  identity_exception: 'x',
  exception_details: 'y',
  error: 'z',
};
const settings = { clientId: 'client', grant: 'code', intervalSeconds: 60, alerts: true };
const runs = { numRuns: 10_000 };
/** So many must be accepted, or nothing was shown of what is. */
const enough = 500;

/** One good command of every type that carries something. */
const commands: Command[] = [
  { type: 'signIn', windowId: 1 },
  { type: 'refresh', trigger: 'click' },
  { type: 'signOut', scope: 'here' },
  { type: 'endSession', sessionId: 's' },
  { type: 'undoEnding', sessionId: 's' },
  { type: 'testClient', clientId: 'client', redirectUri },
  { type: 'beginAuthorization', redirectUri },
  { type: 'loginTabOpened', tabId: 1 },
  { type: 'failAuthorization', error: 'access_denied' },
  { type: 'finishAuthorization', answer: codeAnswer },
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
    redirectUri,
    state: 'ours',
    codeVerifier: 'v',
  };
  const namesOf = { code: Object.keys(codeAnswer), implicit: Object.keys(tokenAnswer) };
  const answer = fc.oneof(...[codeAnswer, tokenAnswer, { ...codeAnswer, ...tokenAnswer }].map(nearly));
  const accepted = { code: 0, implicit: 0 };
  const told = new Set<string>();
  fc.assert(
    fc.property(answer, nearly(refusal), fc.constantFrom('code', 'implicit'), (data, error, grant) => {
      const parsed = v.safeParse(answerSchema(), data);
      if (parsed.success && isAnswerToTransaction({ ...transaction, grant }, parsed.output, 1)) {
        accepted[grant] += 1;
        expect(data).toHaveProperty('state', 'ours');
        expect(Object.keys(parsed.output)).toEqual(namesOf[grant]);
      }
      told.add(refusalCodeOf(error));
    }),
    runs,
  );
  expect(Math.min(accepted.code, accepted.implicit)).toBeGreaterThan(enough);
  expect([...told].sort()).toEqual(['access_denied', 'unknown_refusal']);
});

test('of any address that LiveChat redirects to, only an answer at ours with our state counts', () => {
  const good = fc.constantFrom(['state', 'ours'], ['code', 'c']);
  const bad = fc.tuple(
    fc.constantFrom('state', 'code', 'error', 'access_token', 'expires_in', '__proto__'),
    fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 20 })),
  );
  const parameter = fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: bad });
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
  expect(accepted).toBeGreaterThan(200);
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
  expect(fakeBrowser.storage.session.all()).toEqual({ isStarted: true });
  expect(extension.liveChat.requests).toEqual([]);
});

/** The names in an object, and in the objects in it. */
const namesIn = (value: object): string[] =>
  Object.entries(value).flatMap(([name, part]) => [name, ...(typeof part === 'object' ? namesIn(part) : [])]);

test('a command is what it says and nothing else, whatever came with it', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(...commands.map(nearly), hostileValue), (message) => {
      const parsed = v.safeParse(commandSchema(), message);
      if (!parsed.success) return;
      accepted += 1;
      const example = commands.find(({ type }) => type === parsed.output.type) ?? {};
      expect(namesIn(example)).toEqual(expect.arrayContaining(namesIn(parsed.output)));
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(enough);
});

test('a cyclic message is left alone', () => {
  const cyclic: Record<string, unknown> = { type: 'finishAuthorization' };
  cyclic['answer'] = cyclic;
  expect(v.is(commandSchema(), cyclic)).toBe(false);
  expect(refusalCodeOf(cyclic)).toBe('unknown_refusal');
});

test('any settings file gives settings, or says what is wrong', () => {
  const file = fc.oneof(
    nearly(settings).map((value) => JSON.stringify(asJson(value))),
    fc.string({ unit: 'binary' }),
  );
  let accepted = 0;
  fc.assert(
    fc.property(file, (content) => {
      const result = settingsFrom(content);
      if ('error' in result) {
        expect(['not_settings', 'unknown_setting', 'wrong_value']).toContain(result.error);
        return;
      }
      accepted += 1;
      expect(v.is(strictSettingsSchema(), result.settings)).toBe(true);
      expect(Object.keys(result.settings).sort()).toEqual(Object.keys(JSON.parse(content)).sort());
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(enough);
});
