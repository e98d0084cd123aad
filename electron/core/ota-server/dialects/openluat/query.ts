/** Parameters by name; of several with one name the first counts (platform-apis 6.2). */
export type Query = ReadonlyMap<string, string>;

/** libfota2 puts these directly behind the URL that it was given, without a `?` (platform-apis 1.2). */
const gluedName = /(?:project_key|imei|muid|mac|uid)=/;

/**
 * The parameters of a target, whatever a client made of it:
 * - order does not matter, unknown names are kept and harm nobody
 * - a query that was appended again (`…&version=1.0.0?imei=…`) ends the value before it and adds nothing that was said already
 * - a query that is glued to the path begins at the first name that a library puts there
 * - values are as they came: a plus sign is a plus sign, blanks and UTF-8 stay; only whole `%XX` are decoded, for libfota3
 */
export function readQuery(target: string): Query {
  const mark = target.indexOf('?');
  const glued = target.search(gluedName);
  const begins = mark >= 0 && (glued < 0 || mark < glued) ? mark + 1 : glued;
  const query = new Map<string, string>();
  if (begins < 0) return query;
  for (const pair of target.slice(begins).split(/[?&]/)) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (name === '' || query.has(name)) continue;
    query.set(name, equals < 0 ? '' : decodePercent(pair.slice(equals + 1)));
  }
  return query;
}

/** Bytes that make no UTF-8 stay as they were written. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** The target as text: UTF-8 where it is that, else one character per byte. */
export function targetText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** Null for a parameter that is missing or empty: old clients send `device_key=` (platform-apis 1.1). */
export function textOf(query: Query, name: string): string | null {
  return query.get(name) || null;
}
