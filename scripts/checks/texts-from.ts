import * as v from 'valibot';
import type { Texts } from '../../scripts/build/shipped-texts.ts';

const textsSchema = v.record(
  v.string(),
  v.strictObject({
    message: v.string(),
    description: v.exactOptional(v.string()),
    placeholders: v.exactOptional(
      v.record(
        v.pipe(
          v.string(),
          v.regex(/^[a-z\d_@]+$/, 'A placeholder’s name has only small letters, digits, _ and @'),
        ),
        v.strictObject({
          content: v.pipe(v.string(), v.regex(/^\$[1-9]$/, 'A placeholder’s content is one of $1 to $9')),
          example: v.exactOptional(v.string()),
        }),
      ),
    ),
  }),
);

/**
 * Reads the content of a `messages.json`.
 *
 * @throws Error saying what is wrong with it, and where
 */
export function textsFrom(json: string): Texts {
  const result = v.safeParse(textsSchema, JSON.parse(json));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`${v.getDotPath(issue) ?? 'messages.json'}: ${issue.message}`);
}
