import { noteFault } from './note-fault.ts';

/**
 * Makes a call that nothing depends on. Whether it throws at once, as Firefox does where it does not know an option or
 * a method, or its promise is rejected: that becomes a line of the diagnostics, and the caller goes on.
 *
 * @returns what the call returns; nothing where it failed
 */
export async function attempt<T>(call: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    await noteFault(error);
    return undefined;
  }
}
