import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Finds what makes a test need modules of its own: it mocks, stubs, or starts the extension in the browser in memory.
 */
const needsOwnModules = /\bvi\b|unit\/support\/|'\.\.\/support\//;

/** Lists the tests in a folder of the repository that leave no module otherwise than they found it. */
export function pureTestsIn(folder: string): string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts'))
    .filter((path) => !needsOwnModules.test(readFileSync(join(repository, path), 'utf8')));
}
