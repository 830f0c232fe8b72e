import { noteFault } from './note-fault.ts';

/**
 * Makes a call that nothing depends on. Whether it throws at once, as Firefox does where it does not know an option or
 * a method, or its promise is rejected: that becomes a line of the diagnostics, and the caller goes on.
 *
 * @returns whether it went well
 */
export async function attempt(call: () => unknown): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    await noteFault(error);
    return false;
  }
}
