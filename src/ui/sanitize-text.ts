export { sanitizeText } from '../i18n/sanitize-text.ts';
