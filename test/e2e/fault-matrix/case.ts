import { expect } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import type { Fault } from '../../livechat-server/index.ts';
import { type ChromiumScene, type ShownBadge, signInAgain, until, words } from '../support/index.ts';
import { changeNumber, numberAt } from '../support/session-count.ts';

declare const chrome: WebExtension;

/** Describes a row of the table. */
export interface Row {
  fault: string;
  /** Lists what the badge showed while the fault was there. */
  shown: ShownBadge[];
  /** Tells how the number became right again, and in what time. */
  recovery: string;
  tokens: string;
}

/** Describes a fault, and the run that finds out what comes of it. Begins and ends signed in, with the right number. */
export interface Case {
  fault: string;
  run(scene: ChromiumScene): Promise<Omit<Row, 'fault'>>;
}

/** Counts the milliseconds of a minute. */
export const minute = 60_000;

/** Sets the shortened polling interval, in milliseconds. */
export const shortInterval = 500;

/** A period that only this test sets, in milliseconds: so shortened, the alarm goes off once. */
const ownPeriod = 2 * minute;

/**
 * Limits the time after an alarm in which the extension may ask LiveChat, in milliseconds, on a busy machine: later, it
 * skipped it.
 */
const askingTime = 5_000;

/** Makes the badge of a number that may be wrong, whether the one before was news or not. */
export const staleOf = ({ text }: Pick<ShownBadge, 'text'>) => ({
  text: `${text.replace(/!$/, '')}?`,
  color: badgeColors.stale.color,
});

/** Names the requests that faults are about. */
export const sessions = { method: 'GET', path: '/v2/sessions' };
export const token = { method: 'POST', path: '/v2/token' };

/** Tells whether the badge shows a number, and shows it as right. */
export const isRight = ({ text, color }: ShownBadge, number: string) =>
  (text === number && color === badgeColors.count.color) ||
  (text === `${number}!` && color === badgeColors.alert.color);

/** Lets the polling alarm go off now, a minute after LiveChat's last answer, and go on as the extension has it. */
export async function pollNow({ agentBrowser }: ChromiumScene): Promise<void> {
  await agentBrowser.letPass(minute);
  await agentBrowser.setAlarm('poll', { delay: 0, period: minute });
}

/** Shortens the polling alarm, and waits until it has gone off. */
export async function nextAlarm({ agentBrowser }: ChromiumScene): Promise<void> {
  let isOver = false;
  const alarm = agentBrowser.hiddenPage.evaluate(
    () =>
      new Promise<void>((resolve) => {
        chrome.alarms.onAlarm.addListener(function listener({ name }) {
          if (name !== 'poll') return;
          chrome.alarms.onAlarm.removeListener(listener);
          resolve();
        });
      }),
  );
  alarm.then(
    () => {
      isOver = true;
    },
    // A browser that ends meanwhile is told of below.
    () => undefined,
  );
  await until(async () => {
    // What the extension had left to do may restore its own alarm once more.
    if (!isOver && (await agentBrowser.alarmPeriod('poll')) !== ownPeriod)
      await agentBrowser.setAlarm('poll', { delay: shortInterval, period: ownPeriod });
    return isOver;
  });
}

/**
 * Waits for the polling alarm to bring the right number, with its interval shortened: it goes off a whole one from
 * now, which is the longest that it can be. Each alarm counts for a minute, so what is stored is made a minute older
 * before it. Touches nothing else.
 */
export async function recover(scene: ChromiumScene): Promise<{ alarms: number; seconds: number }> {
  const { agentBrowser, liveChat } = scene;
  const number = numberAt(scene);
  const isNowRight = async () => isRight(await agentBrowser.badge(), number);
  let start = performance.now();
  for (let alarms = 1; alarms <= 3; alarms += 1) {
    await agentBrowser.letPass(minute);
    const asked = liveChat.requests.length;
    await nextAlarm(scene);
    const isAsked = await until(() => liveChat.requests.length > asked, askingTime).catch(() => false);
    if (!isAsked) {
      // The test's own patience is no part of the recovery.
      start += askingTime;
      continue;
    }
    await until(isNowRight);
    const seconds = (performance.now() - start) / 1000;
    await agentBrowser.setAlarm('poll', { delay: minute, period: minute });
    return { alarms, seconds };
  }
  throw new Error('Three alarms, and LiveChat was not asked');
}

/** Writes a recovery, for the table. */
export const inWords = ({ alarms, seconds }: { alarms: number; seconds: number }) =>
  `${alarms} ${alarms === 1 ? 'alarm' : 'alarms'}, ${seconds.toFixed(1)} s`;

type Tokens = { refresh: unknown; access: unknown };

/** Reads the tokens that are stored now. */
export async function tokensOf({ agentBrowser }: ChromiumScene): Promise<Tokens> {
  const { credentials } = (await agentBrowser.storage('local')) as { credentials?: { refreshToken: string } };
  const { accessToken } = (await agentBrowser.storage('session')) as { accessToken?: { value: string } };
  return { refresh: credentials?.refreshToken, access: accessToken?.value };
}

/** Names the tokens that are still stored, in words; the tokens themselves are never in a test's output. */
export function keptOf(before: Tokens, { refresh, access }: Tokens): string {
  if (!refresh && !access) return 'none';
  if (!refresh || !access) return refresh ? 'refresh token' : 'access token';
  if (refresh === before.refresh && access === before.access) return 'both';
  return refresh !== before.refresh && access !== before.access ? 'both, renewed' : 'both, one renewed';
}

/** Signs in, up to the right number, as a case begins, whatever has become of the one before. */
export async function beRight(scene: ChromiumScene): Promise<void> {
  const { agentBrowser } = scene;
  const badge = await agentBrowser.badge();
  if (!isRight(badge, numberAt(scene))) {
    if (badge.text === '!' && !(await tokensOf(scene)).refresh) await signInAgain(agentBrowser);
    else await recover(scene);
  }
  // A poll of the case before may still be under way, by a further short alarm: one by a click joins it, or follows,
  // and has its reply when it is over.
  await agentBrowser.hiddenPage.evaluate(() =>
    chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }),
  );
}

/** Switches a fault on, and returns the way to switch it off. */
export type Start = (scene: ChromiumScene) => undefined | (() => unknown) | Promise<() => unknown>;

/** Makes a fault at LiveChat's API. */
export const answers =
  (fault: Fault): Start =>
  ({ liveChat }) =>
    liveChat.faults.add(fault);

/**
 * Makes the case of a fault that makes the number stale: marked with its reason, tokens kept, right again by the next
 * alarm.
 */
export function staleCase(
  fault: string,
  reason: string,
  start: Start,
  options: { alarms?: number; badge?: Partial<ShownBadge>; tokens?: string } = {},
): Case {
  const { alarms = 1, badge = {}, tokens: kept = 'both' } = options;
  return {
    fault,
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      const last = await agentBrowser.badge();
      expect(isRight(last, numberAt(scene)), 'right before the fault').toBe(true);
      const end = await start(scene);
      try {
        await pollNow(scene);
        await until(async () => (await agentBrowser.badge()).title.includes(reason));
      } finally {
        // What is shown stays until the next poll; and the next case begins without the fault.
        await end?.();
      }
      const shown = await agentBrowser.badge();
      expect(shown).toMatchObject({ ...staleOf(last), ...badge });
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe(kept);
      changeNumber(scene);
      const recovery = await recover(scene);
      expect(recovery.alarms).toBe(alarms);
      return { shown: [shown], recovery: inWords(recovery), tokens };
    },
  };
}

/**
 * Makes the case of a fault of the computer: the number is stale at once, and right after the next alarm, with renewed
 * tokens.
 */
export function machineCase(
  fault: string,
  start: (scene: ChromiumScene) => Promise<void>,
  tokensAfter: string,
): Case {
  return {
    fault,
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      const last = await agentBrowser.badge();
      changeNumber(scene);
      await start(scene);
      await until(async () => (await agentBrowser.badge()).title.includes(words('trouble_paused')));
      const shown = await agentBrowser.badge();
      expect(shown).toMatchObject(staleOf(last));
      const recovery = await recover(scene);
      expect(recovery.alarms).toBe(1);
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe(tokensAfter);
      return { shown: [shown], recovery: inWords(recovery), tokens };
    },
  };
}

/** Makes the case of a fault after which the agent has to sign in again, and is told why. */
export function refusedCase(fault: string, reason: string, start: Start, isSeenBefore: boolean): Case {
  return {
    fault,
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      await start(scene);
      const shown: ShownBadge[] = [];
      if (isSeenBefore) {
        await pollNow(scene);
        await until(async () => (await agentBrowser.badge()).color === badgeColors.stale.color);
        shown.push(await agentBrowser.badge());
      }
      await pollNow(scene);
      // The title follows the text.
      const title = words('badge_refused') + reason;
      await until(async () => (await agentBrowser.badge()).title === title);
      const badge = await agentBrowser.badge();
      expect(badge.text).toBe('!');
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('none');
      await signInAgain(agentBrowser);
      expect(isRight(await agentBrowser.badge(), numberAt(scene)), 'right at once').toBe(true);
      return { shown: [...shown, badge], recovery: 'the agent signs in again', tokens };
    },
  };
}
