import * as v from 'valibot';

/** Makes the schema of a text from outside that is cut to a length, as a longer one could hurt storage or layout. */
export const cutText = (length: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.slice(0, length)),
  );
