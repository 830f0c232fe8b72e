/**
 * `npm run check`: builds, and checks format, lint, types, texts and sizes, side by side. Of what is right it tells
 * only how long it took.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Lists the checks, which run side by side, the longest first. */
const checks: Record<string, string> = {
  types: 'tsc',
  'types of what ships': 'tsc -p src',
  'format and lint': 'biome check .',
  'build and sizes': 'npm run --silent build && tsx scripts/checks/sizes.ts',
  texts: 'tsx scripts/checks/texts.ts',
};

/** Runs a command line with what npm has installed; whether it went well. */
async function isRight(name: string, command: string): Promise<boolean> {
  const start = performance.now();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part));
  const [status] = await once(child, 'close');
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (status !== 0) process.stderr.write(Buffer.concat(output));
  console.log(`${name}: ${status === 0 ? 'right' : 'WRONG'}, ${seconds} s`);
  return status === 0;
}

const outcomes = await Promise.all(Object.entries(checks).map(([name, command]) => isRight(name, command)));
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
