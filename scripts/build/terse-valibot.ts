import type { Plugin } from 'vite';
import { withoutPart } from './without-part.ts';

const file = '**/valibot/dist/index.mjs';

/**
 * `valibot` without its words. Nobody reads in English why a value does not fit: the settings page looks at which field it was,
 * and all else at nothing. It would write such a text for each odd field of each answer.
 */
export const terseValibot = (): Plugin[] => [
  withoutPart(
    'messages',
    file,
    /const input = other && .*?\n\tif \(message\$1 !== void 0\) .*?\n/s,
    'const issue = { path: other?.path };\n\tconst isSchema = context.kind === "schema";\n',
  ),
  withoutPart('properties-for-messages', file, /^\t+(expects|reference|async|message): .*,\n/gm, ''),
  withoutPart('values-for-messages', file, /, \{ received: .* \}\);$/gm, ');'),
  withoutPart(
    'standard-schema',
    file,
    /(?<=function _standardSchema\(schema\) \{).*?(?=\n\}\n)/s,
    'return schema;',
  ),
];
