import * as v from 'valibot';
import { cutText } from './cut-text.ts';

/** Limits the users of a chat: more than anybody lets into one. */
const maxUsers = 100;

/** Describes an ID that may stand in an address; any other is empty, so that nothing leads there. */
const idSchema = () => v.fallback(v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/)), '');

/**
 * Describes an ID or e-mail address of a user, which is only compared: so it is never cut, or two of them might become
 * one.
 */
const userIdSchema = () => v.fallback(v.pipe(v.string(), v.maxLength(320)), '');

/**
 * Reads a time ([RFC 3339 §5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6)) as milliseconds since 1970. LiveChat
 * tells microseconds, and a message may be younger than the last one seen by a few of them.
 */
function timeOf(text: string): number | undefined {
  const fraction = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3}(\d{1,3})\d*)?/.exec(text);
  const milliseconds = fraction ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) return undefined;
  return milliseconds + Number((fraction?.[1] ?? '').padEnd(3, '0')) / 1_000;
}

/** Describes a time, in milliseconds since 1970; absent where it is none. */
const timeSchema = () =>
  v.fallback(v.optional(v.pipe(v.string(), v.maxLength(40), v.transform(timeOf))), undefined);

/** Describes what may be missing or null, and is as good as missing when it is odd. */
const maybe = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

/** Chooses the last line of a text that has something in it. */
const lastLine = (text: string): string =>
  text
    .trimEnd()
    .split(/[\n\r\u2028\u2029]/)
    .at(-1)
    ?.trim() ?? '';

const lineSchema = () => v.fallback(v.pipe(v.string(), v.transform(lastLine), cutText(200)), '');

const userSchema = () =>
  v.object({
    /** An e-mail address, in all published samples of agents. */
    id: userIdSchema(),
    type: v.fallback(v.picklist(['agent', 'customer', '']), ''),
    name: v.fallback(cutText(100), ''),
    email: userIdSchema(),
    /** Tells whether the user is in the active thread. */
    present: v.fallback(v.boolean(), false),
    /** The time of the newest event that the user has seen; absent where that is none. */
    events_seen_up_to: timeSchema(),
    /** `agents` for one who only supervises; absent in some published samples. */
    visibility: v.fallback(v.picklist(['all', 'agents']), 'all'),
  });

const usersSchema = () =>
  v.fallback(
    v.pipe(
      v.array(v.fallback(v.nullable(userSchema()), null)),
      v.transform((all) => all.filter((each) => each !== null).slice(0, maxUsers)),
    ),
    [],
  );

/** Describes a thread; LiveChat lists those of active ones only, so only a clear no makes one inactive. */
const threadSchema = () =>
  v.object({
    id: idSchema(),
    created_at: timeSchema(),
    active: v.fallback(v.boolean(), true),
    /** There while the chat waits in the queue. */
    queue: maybe(v.object({ queued_at: timeSchema() })),
  });

/** Describes the newest event of a kind; absent where `restricted_access` stands in its place, or in it. */
const newestEventSchema = () =>
  v.fallback(
    v.pipe(
      v.object({
        event: maybe(
          v.object({
            created_at: timeSchema(),
            author_id: userIdSchema(),
            text: lineSchema(),
            restricted_access: v.optional(v.null()),
          }),
        ),
      }),
      v.transform(({ event }) => {
        if (!event) return undefined;
        const { restricted_access: _, ...readable } = event;
        return readable;
      }),
    ),
    undefined,
  );

/** Describes the newest event of each kind of message: of the other kinds, none is for the agent to read. */
const newestEventsSchema = () =>
  v.fallback(
    v.object({
      message: v.optional(newestEventSchema()),
      file: v.optional(newestEventSchema()),
      rich_message: v.optional(newestEventSchema()),
      filled_form: v.optional(newestEventSchema()),
    }),
    {},
  );

/**
 * Describes one chat (LiveChat's Agent Chat API, `list_chats`, in the names of v3.6; those of v3.7 are understood), with
 * only what we show or need. Each field that is odd costs itself. Customers' addresses and places are not read.
 */
const chatSchema = () =>
  v.pipe(
    v.object({
      id: idSchema(),
      users: usersSchema(),
      last_thread_summary: maybe(threadSchema()),
      /** Its name from v3.7 on. */
      last_thread_info: maybe(threadSchema()),
      last_event_per_type: newestEventsSchema(),
    }),
    v.transform(({ last_thread_info, last_thread_summary = last_thread_info, ...chat }) => ({
      ...chat,
      last_thread_summary,
    })),
  );
export type Chat = v.InferOutput<ReturnType<typeof chatSchema>>;

/** Describes a list of chats; `null` is an empty one, as some servers write it. */
const listSchema = () =>
  v.pipe(
    v.nullable(v.array(v.fallback(v.nullable(chatSchema()), null)), []),
    v.transform((all) => all.filter((each) => each !== null)),
  );

/** Describes the name of the next page as it can be sent back. */
const pageIdSchema = () => v.pipe(v.string(), v.minLength(1), v.maxLength(4_096));

/** Describes the name of the next page, as LiveChat gives it or does not. */
const nextPageSchema = () => v.optional(v.unknown());

/**
 * Describes a page of chats. `found_chats`, an estimate, is not read. That there is a next page is told also where its
 * name cannot be sent: a list that may be incomplete must not pass for a whole one.
 */
export const chatsPageSchema = () =>
  v.pipe(
    v.union([
      v.object({ chats_summary: listSchema(), next_page_id: nextPageSchema() }),
      v.pipe(
        // From v3.7 on.
        v.object({ chats_info: listSchema(), next_page_id: nextPageSchema() }),
        v.transform(({ chats_info, ...page }) => ({ ...page, chats_summary: chats_info })),
      ),
    ]),
    v.transform(({ chats_summary, next_page_id }) => ({
      chats: chats_summary,
      hasNext: next_page_id !== undefined && next_page_id !== null && next_page_id !== '',
      nextPageId: v.is(pageIdSchema(), next_page_id) ? next_page_id : undefined,
    })),
  );
