import { randomBytes } from 'node:crypto';
import type { ChatQuery } from './list-chats.ts';

/** Describes a page of a list of chats. */
export interface Page {
  query: ChatQuery;
  /** The place in the list after which it begins. */
  after: number | undefined;
  /** The ID of the page before. */
  previous: string | undefined;
}

/** LiveChat's Agent Chat API, "Pagination": the ID of a page is good for a month. */
const LIFETIME_MS = 30 * 24 * 3_600_000;

/** Remembers the pages that IDs were handed out for, each for the account that asked. */
export class Pages {
  readonly #pages = new Map<string, { page: Page; accountId: string; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Hands out an ID for a page. */
  idFor(page: Page, accountId: string): string {
    const id = randomBytes(12).toString('base64');
    this.#pages.set(id, { page, accountId, until: this.#now() + LIFETIME_MS });
    return id;
  }

  get(id: string, accountId: string): Page | undefined {
    const known = this.#pages.get(id);
    return known?.accountId === accountId && known.until > this.#now() ? known.page : undefined;
  }
}
