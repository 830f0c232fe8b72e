import { expect, test } from 'vitest';
import { config } from '../../../src/config/index.ts';
import type { ServiceStatus } from '../../../src/livechat/service-status.ts';
import { reportedIncident } from '../../../src/state/reported-incident.ts';

const fine: ServiceStatus = {
  status: { indicator: 'none', description: 'All Systems Operational' },
  components: [],
  incidents: [],
};
const outage: ServiceStatus = {
  ...fine,
  status: { indicator: 'major', description: 'Partial System Outage' },
};
const slow = { name: 'Slow search', shortlink: 'https://stspg.io/abc' };

test.each([
  ['an incident, with its link', { ...outage, incidents: [slow] }, { name: slow.name, link: slow.shortlink }],
  [
    'an incident without a link',
    { ...fine, incidents: [{ ...slow, shortlink: null }] },
    { name: slow.name, link: config.statusUrl },
  ],
  ['an outage', outage, { name: 'Partial System Outage', link: config.statusUrl }],
  ['that all is well', fine, undefined],
  ['nothing that can be read', null, undefined],
  ['nothing yet', undefined, undefined],
])('LiveChat reports %s', (_, status, told) => {
  expect(reportedIncident({ code: 'server_error' }, status)).toEqual(told);
});

test.each(['not_allowed', 'paused', 'storage_failed', 'storage_unreadable', 'network_login'] as const)(
  'LiveChat is not the cause of %s',
  (code) => {
    expect(reportedIncident({ code }, outage)).toBeUndefined();
  },
);
