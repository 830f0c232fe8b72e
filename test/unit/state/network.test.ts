import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNetworks } from '../../../src/state/network.ts';

test.each([
  ['203.0.113.7', '203.0.113.7', 'same'],
  ['203.0.113.7', '203.0.113.8', 'other'],
  [' 203.0.113.7 ', '203.0.113.7', 'same'],
  ['::ffff:203.0.113.7', '203.0.113.7', 'same'],
  ['::ffff:203.0.113.7', '::FFFF:cb00:7107', 'same'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7', 'same'],
  ['::ffff:5bc6:1', '::ffff:5bc6:2', 'other'],
  ['0:0:0:0:0:ffff:203.0.113.7', '::ffff:203.0.113.8', 'other'],
  ['64:ff9b::203.0.113.7', '203.0.113.7', 'same'],
  ['64:ff9b::cb00:7107', '64:ff9b::cb00:7108', 'other'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::1', 'same'],
  ['2001:0db8:0001:0002::1', '2001:DB8:1:2:ffff::', 'same'],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', 'other'],
  ['2001:db8::1', '2001:db8:0:0:9::', 'same'],
  ['2001:db8::1', '2001:db8:1::1', 'other'],
  ['1::', '1::2', 'same'],
  ['2001:db8::1%eth0', '2001:db8::2', 'same'],
  ['64:ff9a::1', '64:ff9a::2', 'same'],
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
  ['::', '::'],
  ['::1', '::2'],
  ['::203.0.113.7', '::203.0.113.7'],
  ['::ffff:0:203.0.113.7', '::ffff:0:203.0.113.7'],
  ['64:ff9b:1::1', '64:ff9b:1::2'],
  ['2001:0:5ef5:79fd::1', '2001:0:5ef5:79fd::2'],
  ['fe80::1%eth0', 'fe80::2%wlan0'],
  ['fd12:3456::1', 'fd12:3456::1'],
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['10.1.2.3', '10.1.2.3'],
  ['169.254.1.1', '169.254.1.1'],
  ['172.16.0.1', '172.16.0.1'],
  ['192.168.1.5', '192.168.1.5'],
])('of “%s” and “%s” nobody knows', (one, two) => {
  expect(compareNetworks(one, two)).toBeUndefined();
});

test('any address is of one network with itself, and any two of one /64 are', () => {
  const written = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':');
  const group = fc.integer({ min: 0, max: 0xffff });
  const four = fc.tuple(group, group, group, group);
  const global = fc.tuple(fc.integer({ min: 0x2002, max: 0x3fff }), group, group, group);
  fc.assert(fc.property(fc.ipV4(), (ip) => compareNetworks(ip, ip) !== 'other'));
  fc.assert(fc.property(fc.ipV6(), (ip) => compareNetworks(ip, ip) !== 'other'));
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), (one, two) => {
      for (const prefix of ['::ffff:', '0:0:0:0:0:ffff:', '64:ff9b::'])
        expect(compareNetworks(prefix + one, prefix + two)).toBe(compareNetworks(one, two));
    }),
  );
  fc.assert(
    fc.property(global, four, global, four, (net, a, other, b) => {
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
