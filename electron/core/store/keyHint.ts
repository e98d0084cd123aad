/**
 * What may be shown and stored of a project key: its last four characters, or an empty text when the key is so short that
 * four characters would give half of it away.
 */
export function keyHint(key: string): string {
  return key.length >= 8 ? key.slice(-4) : '';
}

/** A key as lists and previews show it: `••••aB4f`; nothing of a short one, and an empty one stays empty. */
export function maskKey(key: string): string {
  return key === '' ? '' : `••••${keyHint(key)}`;
}
