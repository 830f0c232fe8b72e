/**
 * `npm run setup`: installs the browsers and programs that the tests need and this machine lacks; with `--start` only
 * what `npm start` needs. Running it is the consent: it asks nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { messageOf } from '../message-of.ts';
import { downloadBrowser } from './download-browser.ts';
import { readMachine } from './machine.ts';
import { find, needsFor } from './needs.ts';
import { setUp } from './set-up.ts';

async function run([command = '', ...args]: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    const [exitCode] = await once(child, 'exit');
    return exitCode === 0;
  } catch {
    return false; // There is no such command.
  }
}

try {
  const { values } = parseArgs({ options: { start: { type: 'boolean', default: false } } });
  const isComplete = await setUp(needsFor(process.platform, values.start), {
    machine: readMachine,
    find,
    run,
    download: (browser) => downloadBrowser(browser),
    say: (line) => console.log(line),
  });
  process.exitCode = isComplete ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
