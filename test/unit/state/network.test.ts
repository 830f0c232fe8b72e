import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNetworks } from '../../../src/state/network.ts';

test.each([
  ['203.0.113.7', '203.0.113.7', 'same'],
  ['203.0.113.7', '203.0.113.8', 'other'],
  [' 203.0.113.7 ', '203.0.113.7', 'same'],
  ['::ffff:203.0.113.7', '203.0.113.7', 'same'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::1', 'same'],
  ['2001:0db8:0001:0002::1', '2001:DB8:1:2:ffff::', 'same'],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', 'other'],
  ['2001:db8::1', '2001:db8:0:0:9::', 'same'],
  ['2001:db8::1', '2001:db8:1::1', 'other'],
  ['fe80::1%eth0', 'fe80::2%wlan0', 'same'],
  ['::1', '::2', 'same'],
  ['1::', '1::2', 'same'],
] as const)('%s and %s: %s', (one, two, expected) => {
  expect(compareNetworks(one, two)).toBe(expected);
  expect(compareNetworks(two, one)).toBe(expected);
});

test.each([
  ['', ''],
  ['203.0.113.7', ''],
  ['203.0.113.7', '2001:db8::1'],
  ['unknown', 'unknown'],
  ['203.0.113', '203.0.113'],
  ['999.0.113.7', '999.0.113.7'],
  ['::1]/', '::1]/'],
  ['1::2::3', '1::2::3'],
  ['203.0.113.7:443', '203.0.113.7:443'],
])('of “%s” and “%s” nobody knows', (one, two) => {
  expect(compareNetworks(one, two)).toBeUndefined();
});

test('any address is of one network with itself, and any two of one /64 are', () => {
  const written = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':');
  const group = fc.integer({ min: 0, max: 0xffff });
  const four = fc.tuple(group, group, group, group);
  fc.assert(fc.property(fc.ipV4(), (ip) => compareNetworks(ip, ip) === 'same'));
  fc.assert(fc.property(fc.ipV6(), (ip) => compareNetworks(ip, ip) === 'same'));
  fc.assert(
    fc.property(four, four, four, four, (net, a, other, b) => {
      const same = net.every((each, index) => each === other[index]);
      expect(compareNetworks(written([...net, ...a]), written([...net, ...b]))).toBe('same');
      expect(compareNetworks(written([...net, ...a]), written([...other, ...b]))).toBe(
        same ? 'same' : 'other',
      );
    }),
  );
});

test('whatever LiveChat says the address is, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) =>
      [undefined, 'same', 'other'].includes(compareNetworks(one, two)),
    ),
  );
});
