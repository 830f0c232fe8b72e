import type { ElementHandle, Page } from 'puppeteer-core';

/** Describes an element of a page. It is found anew whenever something is done with it. */
export class PageElement {
  readonly page: Page;
  readonly selector: string;

  constructor(page: Page, selector: string) {
    this.page = page;
    this.selector = selector;
  }

  /** Waits until it can be clicked, and clicks it. */
  async click(): Promise<void> {
    await this.page.locator(this.selector).click();
  }

  /** Replaces the text in a field. */
  async fill(text: string): Promise<void> {
    await this.page.locator(this.selector).fill(text);
  }

  /** Chooses a file in a field for files. */
  async upload(path: string): Promise<void> {
    const field = await this.waitFor();
    await (field as ElementHandle<HTMLInputElement>).uploadFile(path);
  }

  /** Types a text into a field, key by key. */
  async type(text: string): Promise<void> {
    await this.page.type(this.selector, text);
  }

  /** Chooses an option by its value. */
  async select(value: string): Promise<void> {
    await this.page.select(this.selector, value);
  }

  async hover(): Promise<void> {
    await this.page.locator(this.selector).hover();
  }

  async focus(): Promise<void> {
    await this.page.focus(this.selector);
  }

  /** Waits until it is in the page, and returns that very element, whatever takes its place later. */
  async waitFor(): Promise<ElementHandle> {
    const element = await this.page.waitForSelector(this.selector);
    if (!element) throw new Error(`There is no ${this.selector}`);
    return element;
  }

  /** Tells whether it is in the page now. */
  async isThere(): Promise<boolean> {
    return (await this.page.$(this.selector)) !== null;
  }

  /** Tells whether it takes room on the page. */
  isVisible(): Promise<boolean> {
    return this.page.$$eval(this.selector, (all) => all.some((each) => each.getClientRects().length > 0));
  }

  /** Tells whether the pointer is over it. */
  isPointedAt(): Promise<boolean> {
    return this.page.$$eval(this.selector, (all) => all.some((each) => each.matches(':hover')));
  }

  /** Finds a place in it, so many pixels right of its middle. */
  async place(offset = 0): Promise<[x: number, y: number]> {
    const box = await (await this.waitFor()).boundingBox();
    if (!box) throw new Error(`${this.selector} has no place in the page`);
    return [box.x + box.width / 2 + offset, box.y + box.height / 2];
  }

  /** Tells whether it has the focus. */
  hasFocus(): Promise<boolean> {
    return this.page.evaluate(
      (selector) => document.activeElement?.matches(selector) === true,
      this.selector,
    );
  }

  /**
   * Reads its text.
   *
   * @returns nothing where it is not in the page
   * @throws Error when the page is closed or on its way to another
   */
  text(): Promise<string | undefined> {
    // Not `$$eval`: of an element that goes meanwhile, that would be an error.
    return this.page.evaluate(
      (selector) => document.querySelector(selector)?.textContent ?? undefined,
      this.selector,
    );
  }

  /** Reads the texts of all such elements. */
  texts(): Promise<string[]> {
    return this.page.$$eval(this.selector, (all) => all.map(({ textContent }) => textContent ?? ''));
  }

  /** Reads an attribute. */
  attribute(name: string): Promise<string | null> {
    return this.page.$eval(this.selector, (element, wanted) => element.getAttribute(wanted), name);
  }

  /** Tells whether a box is ticked. */
  isChecked(): Promise<boolean> {
    return this.page.$eval(this.selector, (box) => (box as HTMLInputElement).checked);
  }

  /** Reads what is in a field. */
  value(): Promise<string> {
    return this.page.$eval(this.selector, (field) => (field as HTMLInputElement).value);
  }

  /** Tells whether the browser takes no input for it. */
  isDisabled(): Promise<boolean> {
    return this.page.$eval(this.selector, (field) => field.matches(':disabled'));
  }

  /** Counts such elements. */
  async count(): Promise<number> {
    return (await this.page.$$(this.selector)).length;
  }
}

/** Describes a page by its elements, each with a name; `page` is the page itself. */
export type PageObject<Selectors extends Record<string, string>> = {
  readonly [name in keyof Selectors]: PageElement;
} & { readonly page: Page; close(): Promise<void> };

/** Makes the page object of a page from the selectors of its elements. */
export function pageObject<Selectors extends Record<string, string>>(
  page: Page,
  selectors: Selectors,
): PageObject<Selectors> {
  const elements = Object.entries(selectors).map(([name, selector]) => [
    name,
    new PageElement(page, selector),
  ]);
  return { ...Object.fromEntries(elements), page, close: () => page.close() };
}
