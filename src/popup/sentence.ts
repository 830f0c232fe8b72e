/** Words that are also part of longer texts, as a sentence of their own; the style makes the first letter a capital. */
export const sentence = (words: string): string => (/[.?!]$/.test(words) ? words : `${words}.`);
