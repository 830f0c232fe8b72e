import type { Texts } from '../../scripts/build/shipped-texts.ts';

/** Finds the end of the name of a text that exists once for each plural form. */
export const pluralForm = /_(zero|one|two|few|many|other)$/;

/** Tells whether a text is one form of several: `active_sessions_one` and `active_sessions_other` are one text. */
export const isPlural = (key: string, texts: Texts): boolean =>
  pluralForm.test(key) && `${key.replace(pluralForm, '')}_other` in texts;
