import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

type Step = { uses?: string; run?: string; with?: Record<string, unknown> };
type Job = {
  uses?: string;
  container?: { image: string };
  permissions?: Record<string, string>;
  steps?: Step[];
};
type Workflow = { permissions: Record<string, string>; jobs: Record<string, Job> };
type Field = {
  type: string;
  id?: string;
  attributes: { label?: string; description?: string; value?: string };
};
type Form = { name: string; description: string; body: Field[] };

const read = (path: string) => readFileSync(path, 'utf8');
const readYaml = <T>(path: string): T => parse(read(path), { strict: true });
const filesOf = (folder: string) => readdirSync(folder).map((name) => join(folder, name));

const { scripts, engines, version } = JSON.parse(read('package.json'));
const { diagnostics_copy: copyDiagnostics } = JSON.parse(read('public/_locales/en/messages.json'));
const oldestNode = /\d+/.exec(engines.node)?.[0];

const workflows = filesOf('.github/workflows');
const forms = filesOf('.github/ISSUE_TEMPLATE').filter((path) => !path.endsWith('config.yml'));
const papers = [
  'SECURITY.md',
  '.github/pull_request_template.md',
  '.github/dependabot.yml',
  ...workflows,
  ...filesOf('.github/ISSUE_TEMPLATE'),
];

/** The npm scripts that a text names, without their options. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run ([\w:]+)|(start|test)\b)/g)].flatMap(
    ([, run, short]) => run ?? short ?? [],
  );

const jobsOf = (path: string) => Object.values(readYaml<Workflow>(path).jobs);
const stepsOf = (path: string) => jobsOf(path).flatMap(({ steps = [] }) => steps);

describe.each(papers)('%s', (path) => {
  test('names only npm scripts that there are', () => {
    expect(scriptsIn(read(path)).filter((name) => !(name in scripts))).toEqual([]);
  });

  test('links to no host', () => {
    expect(read(path)).not.toMatch(/https?:\/\//);
  });

  test('names only files of ours that there are', () => {
    const links = [...read(path).matchAll(/\]\(([^)#]+)/g)].flatMap(([, link]) => link ?? []);
    for (const link of links) expect(() => accessSync(link)).not.toThrow();
  });
});

describe.each(workflows)('the workflow %s', (path) => {
  test('takes each action at a major version', () => {
    const actions = stepsOf(path).flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
  });

  test('may read unless a job asks for more, and keeps no credentials in the checkout', () => {
    expect(readYaml<Workflow>(path).permissions).toEqual({ contents: 'read' });
    const checkouts = stepsOf(path).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const checkout of checkouts) expect(checkout.with).toEqual({ 'persist-credentials': false });
  });

  test('runs on the oldest Node that is supported', () => {
    const versions = [
      ...jobsOf(path).flatMap(
        ({ container }) => /^node:(\d+)-bookworm$/.exec(container?.image ?? '')?.[1] ?? [],
      ),
      ...stepsOf(path).flatMap((step) => step.with?.['node-version'] ?? []),
    ];
    expect(versions.map(String)).toEqual([oldestNode]);
  });
});

test('CI runs .ci/run, which is executable', () => {
  expect(stepsOf('.github/workflows/ci.yml').flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
  expect(() => accessSync('.ci/run', constants.X_OK)).not.toThrow();
});

test('a job that may write runs nothing of the repository', () => {
  const writing = workflows
    .flatMap(jobsOf)
    .filter(({ permissions = {} }) => Object.values(permissions).includes('write'));
  expect(writing).toHaveLength(1);
  for (const { steps = [] } of writing) {
    expect(steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
    expect(steps.flatMap(({ run }) => run ?? []).join('\n')).not.toMatch(/\bnp[mx]\b|\bnode\b/);
  }
});

test('a release tests, compares the tag with the version, and packages', () => {
  const path = '.github/workflows/release.yml';
  expect(jobsOf(path).flatMap(({ uses }) => uses ?? [])).toEqual(['./.github/workflows/ci.yml']);
  const commands = stepsOf(path).flatMap(({ run }) => run ?? []);
  expect(commands.join('\n')).toContain('"$GITHUB_REF_NAME" = "v$(node --print');
  expect(commands).toContain('npm run package');
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

describe.each(forms)('the issue form %s', (path) => {
  const form = readYaml<Form>(path);

  test('has a name, a description, and fields that each have a label and an id of their own', () => {
    expect([form.name, form.description].every(Boolean)).toBe(true);
    const fields = form.body.filter(({ type }) => type !== 'markdown');
    expect(fields.every(({ attributes }) => attributes.label)).toBe(true);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
  });

  test('asks for the diagnostics by the label of the button', () => {
    const field = form.body.find(({ id }) => id === 'diagnostics');
    expect(field?.attributes.description).toContain(`"${copyDiagnostics.message}"`);
  });
});

test('dependencies are renewed once a month, in one group for each kind', () => {
  type Update = { 'package-ecosystem': string; schedule: { interval: string }; groups: object };
  const { updates } = readYaml<{ updates: Update[] }>('.github/dependabot.yml');
  expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  for (const { schedule, groups } of updates) {
    expect(schedule.interval).toBe('monthly');
    expect(Object.keys(groups)).toHaveLength(1);
  }
});
