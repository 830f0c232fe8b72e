import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

/**
 * Reads a text as the tests' browser shows it, in English; up to its first blank that is not filled in, where it has one.
 *
 * @param fillings for its blanks, in their order
 */
export function words(key: keyof typeof messages, ...fillings: unknown[]): string {
  const [before = '', ...others] = messages[key].message.split(/\$\w+\$/);
  const filled = fillings.map((filling, index) => String(filling) + (others[index] ?? ''));
  return before + filled.join('');
}
