import { createHash } from 'node:crypto';

const CHALLENGE_METHODS = ['S256', 'plain'] as const;
type ChallengeMethod = (typeof CHALLENGE_METHODS)[number];

export interface Challenge {
  value: string;
  method: ChallengeMethod;
}

/**
 * Tells whether a text is 43 to 128 unreserved characters (RFC 7636 §4.1 and §4.2), for verifiers and challenges alike.
 */
export function isWellFormed(verifierOrChallenge: string): boolean {
  return /^[A-Za-z0-9\-._~]{43,128}$/.test(verifierOrChallenge);
}

/**
 * Reads the challenge of an authorization request; no method means `plain` (RFC 7636 §4.3).
 *
 * An `S256` challenge of a wrong length is not refused here: RFC 7636 compares it only at the exchange, which
 * is where the challenge of LiveChat's own SDK (about 120 characters) fails.
 */
export function readChallenge(query: URLSearchParams): Challenge | undefined | 'malformed' {
  const value = query.get('code_challenge');
  const method = CHALLENGE_METHODS.find((known) => known === (query.get('code_challenge_method') ?? 'plain'));
  if (value === null) return query.has('code_challenge_method') ? 'malformed' : undefined;
  return method && isWellFormed(value) ? { value, method } : 'malformed';
}

/** Compares the challenge with what the server computes from the verifier (RFC 7636 §4.6). */
export function verifierMatches(verifier: string, { value, method }: Challenge): boolean {
  return value === (method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier);
}
