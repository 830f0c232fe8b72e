/** Names a failure as texts tell it: about two of them, an agent can do no more than about another one. */
export function toldAs<Code extends string>(
  code: Code,
): Exclude<Code, 'grant_refused' | 'not_found'> | 'unauthorized' | 'invalid_request' {
  if (code === 'grant_refused') return 'unauthorized';
  if (code === 'not_found') return 'invalid_request';
  return code as Exclude<Code, 'grant_refused' | 'not_found'>;
}
