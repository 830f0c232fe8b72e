/**
 * `npm run test:nodes`: check, build and unit tests on each Node that is supported, or on those that are named. The npm
 * package `node` brings each.
 */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { engines } from '../package.json' with { type: 'json' };

/** The oldest line of each range that `engines` in `package.json` allows. */
const supported = engines.node.split('||').flatMap((range) => /\d+/.exec(range)?.[0] ?? []);
const scripts = ['check', 'build', 'test:unit'];

/** The path of a Node, which npm downloads if it has to. Its package needs its script to fetch the right build. */
function nodeOf(version: string): string {
  const command = ['--yes', '--ignore-scripts=false', '--package', `node@${version}`];
  const { status, stdout } = spawnSync('npx', [...command, '--', 'node', '-p', 'process.execPath'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not bring Node ${version}.`);
  return stdout.trim();
}

const outcomes: string[] = [];
for (const version of process.argv.length > 2 ? process.argv.slice(2) : supported) {
  const node = nodeOf(version);
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH']}`,
  };
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  for (const script of scripts) {
    const begin = Date.now();
    const { status } = spawnSync('npm', ['run', script], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    const seconds = Math.round((Date.now() - begin) / 1000);
    outcomes.push(`Node ${stdout.trim()}: ${script} ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
    if (status !== 0) process.exitCode = 1;
  }
}
console.log(outcomes.join('\n'));
