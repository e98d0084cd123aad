import { AppError } from '../../../shared/errors.ts';

/**
 * A key as it will be sent: without the blanks and line ends that copying brings along. Keys are 32 letters and digits in every
 * example (at-commands 1.2), but no document says so; refused is only what an AT command cannot carry in quotes.
 * Throws `settings.invalid` {name, reason}, never with the key.
 */
export function cleanKey(key: string): string {
  const cleaned = key.trim();
  if (/^[\x21\x23-\x7e]*$/.test(cleaned)) return cleaned;
  throw new AppError('settings.invalid', { name: 'key', reason: 'characters' });
}
