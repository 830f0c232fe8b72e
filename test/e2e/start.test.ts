import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startLiveChat } from '../livechat-server/index.ts';

/** Runs `npm start -- …` with a temporary folder of its own; what it printed grows in `output`. */
function runStart(
  args: string[],
  env: NodeJS.ProcessEnv = {},
  repository = '.',
): { child: ChildProcess; temporary: string; output: string[] } {
  const temporary = mkdtempSync(join(tmpdir(), 'session-badge-start-test-'));
  const child = spawn(
    process.execPath,
    ['node_modules/tsx/dist/cli.mjs', 'scripts/start/index.ts', ...args],
    {
      cwd: repository,
      env: { ...process.env, LIVECHAT_CLIENT_ID: '', TMPDIR: temporary, START_HEADLESS: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group, as a terminal makes one: Ctrl-C goes to all of it.
      detached: true,
    },
  );
  const output: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  onTestFinished(() => {
    signalAll(child, 'SIGKILL');
    // Puppeteer starts browsers in a process group of their own.
    for (const pid of processesUsing(temporary)) process.kill(Number(pid), 'SIGKILL');
    rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  });
  return { child, temporary, output };
}

function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // All have ended.
  }
}

/** The processes whose command line mentions a folder. */
function processesUsing(folder: string): string[] {
  const all = existsSync('/proc') ? readdirSync('/proc') : [];
  return all.filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false; // It has ended.
    }
  });
}

/** A copy of what `npm start` needs, so that its sources can be changed. It goes when the test ends. */
function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'session-badge-copy-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 }));
  const isCopied = (name: string) => !['.git', 'dist', 'docs', 'node_modules'].includes(name);
  for (const name of readdirSync('.').filter(isCopied))
    cpSync(name, join(copy, name), { recursive: true, filter: (path) => !path.startsWith('test/output') });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  return copy;
}

// Processes are looked up in /proc; CI has to have it.
describe.runIf(process.platform === 'linux' || process.env['CI'])('npm start', () => {
  test.each([
    ['Chromium', []],
    ['Firefox', ['--browser', 'firefox']],
  ])('opens %s, says what to do in a few lines, and Ctrl-C leaves nothing running', async (_, args) => {
    const { child, temporary, output } = runStart(args);
    await vi.waitUntil(() => output.join('').split('\n').length > 4 || child.exitCode !== null, {
      timeout: 50_000,
    });
    expect(output.join('').trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^1\. Click the Session Badge button/),
      expect.stringMatching(/^2\. Sign in as ada@example\.com with the password demo/),
      expect.stringMatching(/^3\. .* Ctrl-C/),
      expect.stringMatching(/^Chats come and go there by themselves/),
    ]);
    expect(processesUsing(temporary)).not.toEqual([]);

    const exit = once(child, 'exit');
    signalAll(child, 'SIGINT');
    const [exitCode] = await exit;
    expect(exitCode).toBe(0);
    await vi.waitUntil(() => processesUsing(temporary).length === 0, { timeout: 5_000 });
    expect(readdirSync(temporary).filter((name) => /session-badge-|profile/.test(name))).toEqual([]);
  });

  test('without a screen it plays the main job, with a line and a picture for each step, and ends well', {
    timeout: 120_000,
  }, async () => {
    const { child, temporary, output } = runStart([], {
      START_HEADLESS: '',
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      // A machine that speaks another language, of which its Chromium may have texts.
      LANGUAGE: 'pl',
    });
    const [exitCode] = await once(child, 'exit');
    const [first, ...lines] = output.join('').trimEnd().split('\n');
    const last = lines.pop();
    expect(first).toMatch(/^There is no screen/);
    expect(lines.map((line) => line.replace(/^(\d+)\..*: (no badge|badge)/, '$1 $2'))).toEqual([
      '1 no badge, "Sign in with LiveChat"',
      '2 badge …, "Finish signing in"',
      '3 badge …, "Finish signing in"',
      expect.stringMatching(/^4 badge 4, "4 active sessions · /),
      expect.stringMatching(/^5 badge 4, "4 active sessions · /),
      '6 badge 5!, "New session: Safari on macOS"',
      expect.stringMatching(/^7 badge 5, "5 active sessions · /),
      expect.stringMatching(/^8 badge 5, "5 active sessions · /),
      expect.stringMatching(/^9 badge 4, "4 active sessions · /),
      '10 no badge, "Sign in with LiveChat"',
    ]);
    expect(exitCode).toBe(0);
    const folder = last?.replace(/^Pictures.*: /, '') ?? '';
    expect(readdirSync(folder)).toHaveLength(lines.length + 1);
    // A GIF whose frames are as many as the steps.
    const { pages, format } = await sharp(join(folder, 'tour.gif')).metadata();
    expect([format, pages]).toEqual(['gif', lines.length]);
    expect(processesUsing(temporary)).toEqual([]);
    expect(readdirSync(temporary).filter((name) => name.startsWith('session-badge-'))).toEqual([]);
  });

  test('with --watch a change reloads the extension, which keeps what it has stored', {
    timeout: 120_000,
  }, async () => {
    const copy = copyOfRepository();
    const liveChat = await startLiveChat();
    onTestFinished(() => liveChat.stop());
    const worker = join(copy, 'src/background/index.ts');
    const sources = readFileSync(worker, 'utf8');
    const call = (path: string) => `void fetch('${liveChat.url}/' + ${path});\n`;
    const isAsked = (path: string) => liveChat.requests.some((request) => request.path === path);
    const { child, output } = runStart(
      ['--watch'],
      { LIVECHAT_CLIENT_ID: 'any', LIVECHAT_ACCOUNTS_URL: liveChat.url, LIVECHAT_STATUS_URL: liveChat.url },
      copy,
    );
    const says = (text: string, times = 1) =>
      vi.waitUntil(() => output.join('').split(text).length > times, { timeout: 30_000 });
    await says('A change in src or public reloads');

    appendFileSync(worker, `void chrome.storage.local.set({ probe: 'kept' });\n${call("'changed'")}`);
    await vi.waitUntil(() => isAsked('/changed'), { timeout: 30_000 });
    await says('Built and reloaded.');

    writeFileSync(worker, `${sources}const broken = ;\n`);
    await says('The build failed.');
    expect(child.exitCode).toBeNull();

    writeFileSync(
      worker,
      `${sources}void chrome.storage.local.get('probe').then(({ probe }) => ${call('probe').trim().replace(';', '')});\n`,
    );
    await vi.waitUntil(() => isAsked('/kept'), { timeout: 30_000 });
    await says('Built and reloaded.', 2);

    const texts = join(copy, 'public/_locales/en/messages.json');
    writeFileSync(texts, readFileSync(texts, 'utf8').replace('Copy diagnostics', 'Another label'));
    await says('Built and reloaded.', 3);
    expect(readFileSync(join(copy, 'dist/start/_locales/en/messages.json'), 'utf8')).toContain(
      'Another label',
    );

    const exit = once(child, 'exit');
    signalAll(child, 'SIGINT');
    expect(await exit).toEqual([0, null]);
  });

  test('without a browser it says how to get one, and fails', async () => {
    const { child, output } = runStart([], {
      PATH: '',
      CHROME_PATH: '',
      EDGE_PATH: '',
      BROWSERS_FOLDER: '/nowhere',
    });
    const [exitCode] = await once(child, 'exit');
    expect(exitCode).toBe(1);
    expect(output.join('')).toMatch(/^No Chromium or Chrome, no Edge was found/);
  });
});
