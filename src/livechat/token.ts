import * as v from 'valibot';

/**
 * Describes a token: visible ASCII ([RFC 6749, appendix A](https://www.rfc-editor.org/rfc/rfc6749#appendix-A)),
 * without the spaces that a header could not carry.
 */
export const tokenSchema = () => v.pipe(v.string(), v.regex(/^[!-~]{1,8192}$/));

/** LiveChat's default lifetime of access tokens, in seconds. */
const defaultLifetime = 28_800;

/** A year, in seconds: more is a mistake, and can be too much for a clock. */
const longestLifetime = 31_536_000;

/**
 * Describes the lifetime of an access token in seconds
 * ([RFC 6749 §5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)). LiveChat may send a string; what says nothing
 * counts as LiveChat's default, as the next 401 corrects it.
 */
export const lifetimeSchema = () =>
  v.fallback(
    v.pipe(
      v.union([v.number(), v.string()]),
      v.transform(Number),
      v.finite(),
      v.gtValue(0),
      v.transform((seconds) => Math.min(seconds, longestLifetime)),
    ),
    defaultLifetime,
  );
