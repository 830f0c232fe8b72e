import type { Agent } from './state.ts';

/** Reads a list of scopes, which LiveChat writes with commas. */
export function parseScopes(scope: string): string[] {
  return scope.split(',').filter(Boolean);
}

/** Tells whether a scope is granted: `…:rw` includes `…:ro` (LiveChat's Authorization guide, "Scopes"). */
export function includesScope(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/:ro$/, ':rw'));
}

/** Scopes over everybody's data (`…--all:…`) are above the role of an agent who is no administrator. */
export function isAboveRole(scope: string, role: Agent['role']): boolean {
  return role === 'normal' && scope.includes('--all:');
}
