import * as v from 'valibot';

const maxText = 2_048;

/** More applications than LiveChat has. */
const maxApplications = 20;

/** Text from outside, where `null` says as little as nothing: cut to a length that cannot hurt storage or layout. */
const text = v.pipe(
  v.string(),
  v.transform((value) => value.slice(0, maxText)),
);

/** One session of the agent (LiveChat's Accounts API, `GET /v2/sessions`), with only what we show or need. */
export const sessionSchema = v.object({
  /** A UUID as published. It becomes part of an address, where `..` would be another one. */
  session_id: v.pipe(v.string(), v.regex(/^[\w:-]{1,128}$/)),
  /** True for the session that our access token belongs to. */
  current: v.boolean(),
  /** The raw `User-Agent` of that browser: anybody's text. */
  user_agent: v.nullish(text, ''),
  identity_source: v.nullish(text, ''),
  ip: v.nullish(text, ''),
  applications: v.nullish(
    v.pipe(
      v.array(v.object({ name: v.nullish(text, '') })),
      v.transform((all) => all.slice(0, maxApplications)),
    ),
    [],
  ),
});
export type Session = v.InferOutput<typeof sessionSchema>;
