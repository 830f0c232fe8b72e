import { t } from '../i18n/index.ts';
import type { Choices } from '../state/settings.ts';

/** Gives a page the look that the agent chose. */
export function applyTheme({ theme }: Pick<Choices, 'theme'>): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Gives a page the language and direction of its texts. */
export function applyLanguage(): void {
  document.documentElement.lang = t('language');
  document.documentElement.dir = t('direction');
}
