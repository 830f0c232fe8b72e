import * as v from 'valibot';

/** A token: visible ASCII (RFC 6749, appendix A), without the spaces that a header could not carry. */
export const tokenSchema = v.pipe(v.string(), v.regex(/^[!-~]{1,8192}$/));

/** A year, in seconds: more is a mistake, and can be too much for a clock. */
const longestLifetime = 31_536_000;

/** The lifetime of an access token in seconds (RFC 6749 §5.1); LiveChat may send a string. */
export const lifetimeSchema = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(Number),
  v.minValue(0),
  v.maxValue(longestLifetime),
);
