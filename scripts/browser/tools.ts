import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Lists the programs of these that this machine lacks. */
export const missingOf = (...programs: string[]): string[] =>
  programs.filter(
    (program) => !(process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program))),
  );

/** Lists the tools for real input that this machine lacks. */
export const missingTools: string[] = missingOf('Xvfb', 'openbox', 'xdotool');

/** Tells what is missing when the tests cannot run. */
export const didNotRun = [
  '*'.repeat(90),
  '** THE TESTS BY REAL MOUSE AND KEYBOARD DID NOT RUN.',
  `** Missing: ${missingTools.join(', ')}. Only they show whether a sign-in survives a click on the main window.`,
  '** To run them (Linux): npm run setup',
  '*'.repeat(90),
].join('\n');
