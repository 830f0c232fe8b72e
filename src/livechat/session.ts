import * as v from 'valibot';
import { cutText } from './cut-text.ts';

const maxText = 2_048;

/** More applications than LiveChat has. */
const maxApplications = 20;

/** Describes a text of a session, cut; anything else than a text says nothing. */
const textSchema = () => v.fallback(cutText(maxText), '');

/** Describes an application: an object, as published, or its name alone. */
const applicationSchema = () =>
  v.union([
    v.object({ name: textSchema() }),
    v.pipe(
      cutText(maxText),
      v.transform((name) => ({ name })),
    ),
  ]);

const applicationsSchema = () =>
  v.fallback(
    v.pipe(
      v.array(v.fallback(v.nullable(applicationSchema()), null)),
      v.transform((all) => all.filter((each) => each !== null).slice(0, maxApplications)),
    ),
    [],
  );

/**
 * Describes one session of the agent (LiveChat's Accounts API, `GET /v2/sessions`), with only what we show or need.
 * Each field that is odd costs itself: a session that is listed counts, whatever else is known of it.
 */
export const sessionSchema = () =>
  v.object({
    /**
     * A UUID as published; empty where it is no ID that can stand in an address, so that the session cannot be ended: `..` would
     * be another address, and so may `/`, which some servers on the way decode.
     */
    session_id: v.fallback(v.pipe(v.string(), v.regex(/^(?!\.+$)[\w.:=+~@-]{1,128}$/)), ''),
    /** True for the session that our access token belongs to. */
    current: v.fallback(v.boolean(), false),
    /** The raw `User-Agent` of that browser: anybody's text. */
    user_agent: textSchema(),
    identity_source: textSchema(),
    ip: textSchema(),
    applications: applicationsSchema(),
  });
export type Session = v.InferOutput<ReturnType<typeof sessionSchema>>;

/** Describes a session that is listed as something else than an object: all that is known is that it is there. */
const nothingKnown: Session = v.parse(sessionSchema(), {});

/** Describes all sessions that LiveChat lists. */
export const sessionsSchema = () => v.array(v.fallback(sessionSchema(), nothingKnown));
