/** Reads the first table after a heading of the second level: its rows, without the head, as texts of their cells. */
export function rowsAfter(markdown: string, heading: string): string[][] {
  const [, section = ''] = markdown.split(`\n## ${heading}\n`);
  const [table = ''] = section.match(/(^\|.*\n?)+/m) ?? [];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const withoutBlocks = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```/gm, '');

/** Finds what is written as code: between backticks, in no block. */
export const codeIn = (markdown: string): string[] =>
  [...withoutBlocks(markdown).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** Makes the anchors of a document's headings, as GitHub and GitLab do. */
export const anchorsOf = (markdown: string): string[] =>
  [...withoutBlocks(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Finds the addresses that a document leads to, pictures included; none that is written as code. */
export function linksIn(markdown: string): string[] {
  const prose = withoutBlocks(markdown).replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}
