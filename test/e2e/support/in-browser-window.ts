import type { Browser } from 'puppeteer-core';

/** Puppeteer's own connection, which it does not document. */
type WithConnection = {
  connection: { send(method: string, parameters: object): Promise<{ result: unknown }> };
};

/**
 * Runs a script in the window of Firefox itself, by WebDriver BiDi: for what no page may do. Needs the argument
 * `--remote-allow-system-access`.
 *
 * @param expression a script's text, whose value or promise is a string or nothing
 * @throws Error when the script does
 */
export async function inBrowserWindow(browser: Browser, expression: string): Promise<string> {
  const { connection } = browser as unknown as WithConnection;
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
  const [window] = (tree.result as { contexts: { context: string }[] }).contexts;
  const { result } = await connection.send('script.evaluate', {
    expression,
    target: { context: window?.context },
    awaitPromise: true,
  });
  const outcome = result as {
    type: string;
    result?: { value?: string };
    exceptionDetails?: { text: string };
  };
  if (outcome.type !== 'success') throw new Error(outcome.exceptionDetails?.text);
  return outcome.result?.value ?? '';
}
