import type { Context } from 'hono';

/** Reads the token that a request was sent with; an empty text stands for none. */
export function bearerOf(c: Context): string {
  return /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
}
