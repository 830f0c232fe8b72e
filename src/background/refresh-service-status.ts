import { config } from '../config/index.ts';
import { fetchServiceStatus } from '../livechat/fetch-service-status.ts';
import { read, write } from '../state/store/background-store.ts';
import { shareInFlight } from './share-in-flight.ts';

/** The status page is not asked more often than this, in milliseconds. */
const minimumAge = 60_000;

/** Fetches and stores LiveChat's service status, unless that was done a moment ago. */
export const refreshServiceStatus = shareInFlight(async (): Promise<void> => {
  const { serviceStatus } = await read('serviceStatus');
  const now = Date.now();
  if (serviceStatus && Math.abs(now - serviceStatus.fetchedAt) < minimumAge) return;
  const status = await fetchServiceStatus(config.statusUrl).catch(() => null);
  await write({ serviceStatus: { fetchedAt: now, status } });
});
