import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

/** Reads a text as the tests' browser shows it, in English; up to its first blank, where it has one. */
export function words(key: keyof typeof messages): string {
  const [before = ''] = messages[key].message.split('$');
  return before;
}
