import { poll } from './poll.ts';

/** The computer has a network again. Told only to a service worker that runs; the alarm serves the others. */
export const handleOnline = (): Promise<boolean> => poll('online');
