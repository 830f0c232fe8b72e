import type { ElementHandle, Page } from 'puppeteer-core';

/** The texts of the rows in the popup's list of sessions. */
export const rowsOf = (popup: Page): Promise<string[]> =>
  popup.$$eval('#sessions li', (rows) => rows.map((row) => row.textContent ?? ''));

/**
 * Presses a button in the row that contains a text.
 *
 * @param label what the button says
 */
export async function pressInRow(popup: Page, text: string, label: string, triesLeft = 3): Promise<void> {
  const button = await popup.waitForFunction(
    (rowText, buttonText) => {
      const row = [...document.querySelectorAll('#sessions li')].find((each) =>
        each.textContent?.includes(rowText),
      );
      const buttons = [...(row?.querySelectorAll('button') ?? [])];
      return buttons.find((each) => each.textContent === buttonText);
    },
    { timeout: 10_000 },
    text,
    label,
  );
  try {
    await (button as ElementHandle<Element>).click();
  } catch (error) {
    // The list was just replaced by a newer one.
    if (triesLeft === 0) throw error;
    await pressInRow(popup, text, label, triesLeft - 1);
  }
}
