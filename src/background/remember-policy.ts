import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { managedSchema } from '../state/settings.ts';
import { read, write } from '../state/store/background-store.ts';
import { readPolicy } from '../state/store/storage.ts';
import { withAgentLock } from './agent-lock.ts';
import { moveCredentials } from './stored-tokens.ts';

/** Names the alarm that looks whether a policy was removed. */
export const policyAlarm = 'policy';

/**
 * Sets for how long the browser must have told of no policy before it is taken for certain that there is none, in
 * milliseconds. After a start, browsers have been seen to tell of none for up to 8 s.
 */
const removedAfter = 2 * 60_000;

/**
 * Remembers the browser policy, however late the browser tells of it; and that there is none, when the browser has told of
 * none for long enough. Whatever depends on the policy follows what is stored.
 */
export async function rememberPolicy(): Promise<void> {
  const browserPolicy = await readPolicy();
  await (Object.keys(browserPolicy).length > 0
    ? withAgentLock(() => keepPolicy(browserPolicy))
    : withAgentLock(missPolicy));
  // While nobody knew whether there is a policy, no refresh token was put on the disk.
  await moveCredentials();
}

async function keepPolicy(browserPolicy: object): Promise<void> {
  const { lastPolicy, policyMissedAt } = await read('lastPolicy', 'policyMissedAt');
  const policy = v.parse(managedSchema(), browserPolicy);
  const isSame = JSON.stringify(policy) === JSON.stringify(lastPolicy);
  if (isSame && policyMissedAt === undefined) return;
  await write({ ...(!isSame && { lastPolicy: policy }), policyMissedAt: null });
}

async function missPolicy(): Promise<void> {
  const { lastPolicy, policyMissedAt } = await read('lastPolicy', 'policyMissedAt');
  if (lastPolicy && Object.keys(lastPolicy).length === 0) return;
  const now = Date.now();
  const age = policyMissedAt === undefined ? -1 : now - policyMissedAt;
  if (age >= removedAfter) {
    await write({ lastPolicy: {}, policyMissedAt: null });
    return;
  }
  if (age < 0) await write({ policyMissedAt: now });
  browser.alarms.create(policyAlarm, { when: now + removedAfter - Math.max(0, age) });
}
