import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const { dependencies, devDependencies } = readJson('package.json');
const { packages } = readJson('package-lock.json');

test.each(Object.entries({ ...dependencies, ...devDependencies }))(
  '%s is asked for as %s, which is one version',
  (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(packages[`node_modules/${name}`].version).toBe(version);
  },
);

test('every package is checked by its hash', () => {
  const { '': _ours, ...others } = packages;
  const unchecked = Object.entries<{ integrity?: string }>(others).filter(
    ([, { integrity }]) => !integrity?.startsWith('sha512-'),
  );
  expect(Object.keys(others)).not.toHaveLength(0);
  expect(unchecked.map(([path]) => path)).toEqual([]);
});

test('no package runs a script when it is installed', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
});
