/** A request target as it was typed: nothing is normalised, because what goes on the wire is under test. */
export interface HttpUrl {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Path and query, one character per byte. */
  readonly target: string;
}

const shape =
  /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?(\/[^#]*|\?[^#]*)?$/i;

/** @returns null for what no module could ask: another scheme, quotes copied from a document, a port out of range */
export function parseHttpUrl(text: string): HttpUrl | null {
  const match = shape.exec(text);
  if (!match) return null;
  const secure = (match[1] ?? '').toLowerCase() === 'https';
  const port = match[3] === undefined ? (secure ? 443 : 80) : Number(match[3]);
  const rest = match[4] ?? '/';
  if (port < 1 || port > 65_535 || hasControl(rest)) return null;
  return { secure, host: match[2] ?? '', port, target: rest.startsWith('/') ? rest : `/${rest}` };
}

/** Whether a character below blank is in there: it would end the request line. */
function hasControl(text: string): boolean {
  for (const character of text) if (character < ' ') return true;
  return false;
}
