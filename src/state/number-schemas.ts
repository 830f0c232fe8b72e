import * as v from 'valibot';

/** The latest time that a clock can tell (ECMA-262, "Time Values"), in milliseconds since 1970. */
const latest = 8.64e15;

/** Describes a time as it is stored, in milliseconds since 1970. Others would make the browser's formats throw. */
export const timeSchema = () =>
  v.pipe(
    v.number(),
    // Two limits would be written into texts, for which Chromium makes a table of 50 kB.
    v.check((at) => Math.abs(at) <= latest),
  );

/** Describes a number of things. */
export const countSchema = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0));
