import { checkParameters, isThere } from './parameters.ts';

/**
 * Tracks the life of the service worker, in steps: each call of a browser API, and each request, is one. A test can
 * have it stopped at any of them, before or after the call takes effect; what it was doing then never goes on.
 */
export const worker = {
  /** Tells a worker from the ones before it. */
  generation: 0,
  alive: true,
  /** Steps taken since the last start. */
  steps: 0,
  stopAt: undefined as { step: number; when: 'before' | 'after' } | undefined,
  stop: () => {
    worker.alive = false;
  },
  start: () => {
    worker.generation += 1;
    worker.alive = true;
    worker.steps = 0;
    worker.stopAt = undefined;
  },
};

const never = new Promise<never>(() => {});

/** Takes one step of a worker. */
export async function step<T>(generation: number, effect: () => T | Promise<T>): Promise<T> {
  if (!worker.alive || generation !== worker.generation) return never;
  worker.steps += 1;
  const stopsHere = worker.stopAt?.step === worker.steps ? worker.stopAt.when : undefined;
  if (stopsHere === 'before') {
    worker.stop();
    return never;
  }
  const result = await effect();
  if (stopsHere === 'after') worker.stop();
  return worker.alive && generation === worker.generation ? result : never;
}

/** Methods that answer at once, so that no worker is stopped in them; by the end of their path in the API. */
const synchronous = [
  'addListener',
  'removeListener',
  'getURL',
  'getRedirectURL',
  'getManifest',
  'getMessage',
  'getViews',
  'getUILanguage',
  'alarms.create',
  'idle.setDetectionInterval',
];

/**
 * Lists what this browser refuses at once, before there is a promise, beside parameters that no browser takes; by the
 * path in the API, such as `notifications.create`. A check throws.
 */
export const checks = new Map<string, (...parameters: never[]) => void>();

/**
 * Shows the browser's API as one worker sees it: each call is a step of it.
 *
 * @param path where `api` is in the whole API, with a dot at its end
 */
export function asSeenBy<T extends object>(generation: number, api: T, path = '.'): T {
  return new Proxy(api, {
    get: (target, name: string) => {
      const value: unknown = isThere(`${path}${name}`.slice(1)) ? Reflect.get(target, name) : undefined;
      if (typeof value === 'function') {
        const isSynchronous = synchronous.some((each) => `${path}${name}`.endsWith(`.${each}`));
        return (...parameters: never[]) => {
          checkParameters(`${path}${name}`.slice(1), parameters);
          checks.get(`${path}${name}`.slice(1))?.(...parameters);
          return isSynchronous
            ? Reflect.apply(value, target, parameters)
            : step(generation, () => value(...parameters));
        };
      }
      return typeof value === 'object' && value !== null
        ? asSeenBy(generation, value, `${path}${name}.`)
        : value;
    },
  });
}
