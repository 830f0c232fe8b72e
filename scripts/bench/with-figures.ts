const begin = '<!-- figures: written by npm run bench -->';
const end = '<!-- end of figures -->';

/**
 * Replaces the figures between a page's two marks.
 *
 * @throws Error when the page has no such marks
 */
export function withFigures(page: string, figures: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page lacks "${begin}" or "${end}"`);
  return `${page.slice(0, from + begin.length)}\n\n${figures}\n\n${page.slice(to)}`;
}
