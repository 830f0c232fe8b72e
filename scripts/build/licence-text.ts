/** Describes a package whose code ships. */
export type ShippedPackage = {
  name: string;
  version: string;
  /** SPDX identifier, as its `package.json` has it. */
  licence: string;
  /** Its licence file. */
  text: string;
};

/**
 * Allow use in an extension under another licence, as long as their notice, and for MPL-2.0 the way to the source, comes
 * with it: `licenceText` has both. Apache-2.0 is not here because of its NOTICE files.
 */
const allowed: readonly string[] = ['0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0'];

export const ruler = `\n${'-'.repeat(80)}\n\n`;

/**
 * Writes the licence file of the extension: what it consists of, then each licence in full.
 *
 * @param own the extension's own licence
 * @param inlined licences of code that is in a package without being one
 * @throws Error naming each package whose licence is missing or not allowed
 */
export function licenceText(own: string, packages: readonly ShippedPackage[], inlined: string): string {
  const problems = packages
    .filter(({ licence, text }) => !allowed.includes(licence) || text.trim() === '')
    .map(({ name, version, licence, text }) =>
      text.trim() === ''
        ? `${name} ${version} has no licence file`
        : `${name} ${version} is under ${licence}, which is not one of ${allowed.join(', ')}`,
    );
  if (problems.length > 0) throw new Error(`Code that may not ship:\n  ${problems.join('\n  ')}`);

  const list = packages.map(
    ({ name, version, licence }) =>
      `- ${name} ${version}: ${licence}; source: https://www.npmjs.com/package/${name}/v/${version}\n`,
  );
  return [
    `Session Badge for LiveChat contains code of these packages, whose licences follow its own.\n\n${list.join('')}`,
    own,
    ...packages.map(({ name, version, text }) => `${name} ${version}\n\n${text.trim()}\n`),
    inlined,
  ].join(ruler);
}
