import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

const forTests = ['npm ci', 'npm run setup', 'npm test'];

test('the README has two commands for a bare machine, each whole, of scripts that there are', () => {
  expect(readme).toContain('```sh\nnpm ci && npm run setup -- --start && npm start\n```');
  expect(readme).toContain(`\`\`\`sh\n${forTests.join(' && ')}\n\`\`\``);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['setup', 'start', 'test']));
});

test('CI runs the second of them, and installs nothing else', () => {
  const commands = readFileSync('.ci/run', 'utf8')
    .split('\n')
    .filter((line) => /^(npm|npx|apt|apt-get|sudo) /.test(line));
  expect(commands.map((line) => line.replace(/ (--|<).*/, ''))).toEqual(forTests);
});
