import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { waitUntil } from './wait-until.ts';

const run = promisify(execFile);

/** Describes a place on the screen, in pixels from the top left. */
export interface Point {
  x: number;
  y: number;
}

/**
 * Describes a picture of a screen: its lines from the top; of each pixel blue, green, red, and one byte that says
 * nothing.
 */
export interface Screen {
  width: number;
  height: number;
  /** Counts the bytes of a line. */
  lineSize: number;
  pixels: Buffer;
}

/** Runs a screen with a window manager, a mouse and a keyboard, for one test file. */
export class RealDesktop {
  readonly #server: ChildProcess;
  readonly #windowManager: ChildProcess;
  readonly #frames: string;
  /** Holds the environment in which a program appears on this desktop. */
  readonly env: NodeJS.ProcessEnv;

  private constructor(
    server: ChildProcess,
    windowManager: ChildProcess,
    frames: string,
    env: NodeJS.ProcessEnv,
  ) {
    this.#server = server;
    this.#windowManager = windowManager;
    this.#frames = frames;
    this.env = env;
  }

  /** Starts Xvfb on a free display, and openbox on it. */
  static async start({ width = 1600, height = 1000 } = {}): Promise<RealDesktop> {
    const frames = mkdtempSync(join(tmpdir(), 'session-badge-screen-'));
    const server = spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-fbdir', frames, '-nolisten', 'tcp'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    const [display] = await once(server.stdio[3] as Readable, 'data');
    const env = { ...process.env, DISPLAY: `:${String(display).trim()}` };
    const windowManager = spawn('openbox', ['--sm-disable'], { env, stdio: 'ignore' });
    const desktop = new RealDesktop(server, windowManager, frames, env);
    try {
      // Answered only by a window manager that is ready.
      await waitUntil(() => desktop.#xdotool('get_desktop').catch(() => undefined), { timeout: 10_000 });
    } catch (error) {
      await desktop.stop();
      throw error;
    }
    return desktop;
  }

  async #xdotool(...args: string[]): Promise<string> {
    const { stdout } = await run('xdotool', args, { env: this.env });
    return stdout.trim();
  }

  /** Presses keys, one after the other, each written as xdotool does: `alt+shift+l`, `Tab`, `Return`. */
  async press(...keys: string[]): Promise<void> {
    await this.#xdotool('key', '--clearmodifiers', '--delay', '30', ...keys);
  }

  async type(text: string): Promise<void> {
    await this.#xdotool('type', '--delay', '5', text);
  }

  /** Moves the mouse there and presses its left button, so many times in quick succession. */
  async click({ x, y }: Point, times = 1): Promise<void> {
    // Without --sync, which waits fifteen seconds for a movement where the mouse is there already.
    const there = [String(Math.round(x)), String(Math.round(y))];
    // So slowly that the page has dealt with one before the next, which half a second later would be a click of its own.
    const repeated = times > 1 ? ['--repeat', String(times), '--delay', '350'] : [];
    await this.#xdotool('mousemove', ...there, 'click', ...repeated, '1');
  }

  /** Moves the mouse there. */
  async move({ x, y }: Point): Promise<void> {
    await this.#xdotool('mousemove', String(Math.round(x)), String(Math.round(y)));
  }

  /** Waits for a visible window whose title contains `title`, and returns its X id. */
  async waitForWindow(title: string): Promise<string> {
    return waitUntil(async () => (await this.windows(title))[0], { timeout: 10_000 });
  }

  /** Finds the X ids of the visible windows whose title contains `title`. */
  async windows(title: string): Promise<string[]> {
    // xdotool fails when it finds none.
    const ids = await this.#xdotool('search', '--onlyvisible', '--name', title).catch(() => '');
    return ids.split('\n').filter((id) => id !== '');
  }

  /** Finds the window that has the focus, or `''`. */
  async activeWindow(): Promise<string> {
    return this.#xdotool('getactivewindow').catch(() => '');
  }

  /** Waits until a window has the focus. */
  async waitForFocus(window: string): Promise<void> {
    await waitUntil(async () => (await this.activeWindow()) === window, { timeout: 10_000 });
  }

  /** Brings a window to the front, as a click in a task bar does. */
  async activate(window: string): Promise<void> {
    await this.#xdotool('windowactivate', '--sync', window);
  }

  /** Moves and sizes a window, in pixels. */
  async place(
    window: string,
    { x, y, width, height }: Point & { width: number; height: number },
  ): Promise<void> {
    await this.#xdotool('windowmove', '--sync', window, String(x), String(y));
    await this.#xdotool('windowsize', '--sync', window, String(width), String(height));
  }

  /** Closes a window with the window manager's key for that. */
  async closeWindow(window: string): Promise<void> {
    await this.activate(window);
    await this.press('alt+F4');
  }

  /** Takes a picture of the screen as it is now. */
  look(): Screen {
    // The X window dump format: a header of 32-bit big-endian numbers, the colour map, the pixels.
    const dump = readFileSync(join(this.#frames, 'Xvfb_screen0'));
    const header = (index: number) => dump.readUInt32BE(index * 4);
    const [headerSize, width, height, lineSize, colors] = [
      header(0),
      header(4),
      header(5),
      header(12),
      header(19),
    ];
    return { width, height, lineSize, pixels: dump.subarray(headerSize + colors * 12) };
  }

  /** The centre of everything on the screen that has exactly this colour (`0xrrggbb`), if anything has. */
  centreOf(color: number): Point | undefined {
    const { width, height, lineSize, pixels } = this.look();
    const found: Point[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if ((pixels.readUInt32LE(y * lineSize + x * 4) & 0xffffff) === color) found.push({ x, y });
      }
    }
    const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
    if (found.length === 0) return undefined;
    return { x: middle(found.map(({ x }) => x)), y: middle(found.map(({ y }) => y)) };
  }

  async stop(): Promise<void> {
    for (const program of [this.#windowManager, this.#server]) {
      if (program.exitCode !== null || program.signalCode !== null) continue;
      const gone = once(program, 'exit');
      program.kill();
      await gone;
    }
    rmSync(this.#frames, { recursive: true, force: true });
  }
}
