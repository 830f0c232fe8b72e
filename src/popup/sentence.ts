/** Makes a sentence of words that are also part of longer texts; the style makes the first letter a capital. */
export const sentence = (words: string): string => (/[.?!]$/.test(words) ? words : `${words}.`);
