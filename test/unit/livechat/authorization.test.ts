import { expect, test } from 'vitest';
import { codeChallengeOf, generateSecrets } from '../../../src/livechat/authorization.ts';

test('the code challenge is that of RFC 7636, appendix B', async () => {
  expect(await codeChallengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('state and code verifier are new each time, and of a verifier’s form (RFC 7636 §4.1)', () => {
  const secrets = Array.from({ length: 50 }, generateSecrets).flatMap(Object.values);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
});
