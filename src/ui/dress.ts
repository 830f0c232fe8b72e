import type { Choices } from '../state/settings.ts';
import { text } from '../text/index.ts';

/** Gives a page the look that the agent chose, and the language and direction of its texts. */
export function dress({ theme }: Pick<Choices, 'theme'>): void {
  const root = document.documentElement;
  root.lang = text('language');
  root.dir = text('direction');
  root.dataset['theme'] = theme;
}
