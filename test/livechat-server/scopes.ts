import type { Agent } from './state.ts';

/** LiveChat writes lists of scopes with commas. */
export function parseScopes(scope: string): string[] {
  return scope.split(',').filter(Boolean);
}

/** LiveChat's Authorization guide, "Scopes": `…:rw` includes `…:ro`. */
export function includesScope(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/:ro$/, ':rw'));
}

/** Scopes over everybody's data (`…--all:…`) are above the role of an agent who is no administrator. */
export function isAboveRole(scope: string, role: Agent['role']): boolean {
  return role === 'normal' && scope.includes('--all:');
}
