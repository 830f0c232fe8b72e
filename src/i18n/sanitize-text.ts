/** Matches all that separates words or lines. */
const spaces = /[\t-\r\p{Z}]+/gu;

/** Matches what shows nothing or changes how others are shown: controls, bidi overrides, zero-width, lone surrogates. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}]+/gu;

/** Matches more marks on one letter than any language writes. */
const stackedMarks = /(\p{M}{3})\p{M}+/gu;

/**
 * Makes text from outside fit to be shown: one line, nothing invisible in it, of bounded length.
 *
 * @param maxLength in characters (code points), the ellipsis included
 */
export function sanitizeText(text: string, maxLength = 120): string {
  // Far more than is shown, far less than would be slow.
  const clean = text
    .slice(0, maxLength * 8)
    .replace(spaces, ' ')
    .replace(invisible, '')
    .replace(stackedMarks, '$1')
    .trim();
  const characters = Array.from(clean);
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : clean;
}
