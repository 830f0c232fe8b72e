import { choicesOf } from '../../../src/state/settings.ts';

/** The polling interval by default, in milliseconds. */
export const pollingIntervalOf = (): number => choicesOf(undefined).intervalSeconds * 1000;
