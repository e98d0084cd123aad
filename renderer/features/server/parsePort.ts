/** A port as typed: 0 for an empty field (any free one), null for what is no port. */
export function parsePort(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const port = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return port >= 1 && port <= 65535 ? port : null;
}
