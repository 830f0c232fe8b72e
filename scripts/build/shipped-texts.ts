/** Describes a text of a `messages.json`, with what only translators read. */
export type Text = {
  message: string;
  description?: string;
  placeholders?: Record<string, { content: string; example?: string }>;
};

/** Describes the content of a `messages.json`, by the names of the texts. */
export type Texts = Record<string, Text>;

/** Finds a placeholder by its name, as in `$COUNT$`: small and capital letters are the same to browsers. */
export const namedPlaceholder = /\$([\w@]+)\$/g;

/**
 * Leaves of texts only what a browser shows: each placeholder by its number, and nothing for translators.
 *
 * @throws Error naming a placeholder that is not declared: with one, a browser loads no text of that language
 */
export function shippedTexts(texts: Texts): Record<string, { message: string }> {
  const shipped = Object.entries(texts).map(([key, { message, placeholders = {} }]) => {
    const withNumbers = message.replace(namedPlaceholder, (written, name: string) => {
      const declared = placeholders[name.toLowerCase()];
      if (!declared) throw new Error(`${key}: ${written} is not among the placeholders`);
      return declared.content;
    });
    return [key, { message: withNumbers }];
  });
  return Object.fromEntries(shipped);
}
