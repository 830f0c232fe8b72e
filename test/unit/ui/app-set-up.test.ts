import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.doMock('../../../src/config/index.ts', async (original) => {
    const actual = await original<typeof import('../../../src/config/index.ts')>();
    const scopes = ['sessions--my:rw', 'accounts--my:ro'];
    const chatsScopes = ['chats--access:ro', 'accounts--my:ro'];
    return { ...actual, config: { ...actual.config, scopes, chatsScopes } };
  });
});

/** Reads the scopes that are there to be copied. */
function scopesIn(rendered: ComponentChildren): string | undefined {
  const elements = toChildArray(rendered).filter((child): child is VNode<{ id?: string; value?: string }> =>
    isValidElement(child),
  );
  for (const { props } of elements) {
    const found = props.id === 'scope' ? props.value : scopesIn(props.children);
    if (found !== undefined) return found;
  }
  return undefined;
}

test.each([
  [false, 'sessions--my:rw accounts--my:ro'],
  [true, 'sessions--my:rw accounts--my:ro chats--access:ro'],
])('no scope is there twice to be copied, with chats: %s', async (withChats, scopes) => {
  const { AppSetUp } = await import('../../../src/ui/app-set-up.tsx');
  expect(scopesIn(AppSetUp({ clientId: 'client', withChats }))).toBe(scopes);
});
