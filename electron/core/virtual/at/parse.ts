/** One argument; quotes are taken off, and whether there were any is kept because the wire differs. */
export interface AtArgument {
  readonly text: string;
  readonly quoted: boolean;
}

export interface AtCommand {
  /** Upper case without the leading AT: `+UPGRADE`, `^HVER`, `I`, `E`; empty for a bare `AT`. */
  readonly name: string;
  readonly kind: 'execute' | 'read' | 'test' | 'set';
  readonly args: readonly AtArgument[];
}

/**
 * A command line as a command. Whatever stands before the first `AT` is noise of the line and is skipped (V.250 5.2.1).
 * @returns null when there is no `AT` at all, 'malformed' when a quote is left open or the name cannot be read
 */
export function parseAtLine(line: string): AtCommand | 'malformed' | null {
  const start = line.search(/at/i);
  if (start < 0) return null;
  const body = line.slice(start + 2).trim();
  if (body === '') return { name: '', kind: 'execute', args: [] };
  const extended = /^([+^*#$%][A-Za-z0-9_]+)(.*)$/s.exec(body);
  if (extended) return parseExtended((extended[1] ?? '').toUpperCase(), extended[2] ?? '');
  const basic = /^(&?[A-Za-z])(\d*)$/.exec(body);
  if (!basic) return 'malformed';
  const digits = basic[2] ?? '';
  const name = (basic[1] ?? '').toUpperCase();
  return digits === ''
    ? { name, kind: 'execute', args: [] }
    : { name, kind: 'set', args: [{ text: digits, quoted: false }] };
}

function parseExtended(name: string, rest: string): AtCommand | 'malformed' {
  const suffix = rest.trim();
  if (suffix === '') return { name, kind: 'execute', args: [] };
  if (suffix === '?') return { name, kind: 'read', args: [] };
  if (suffix === '=?') return { name, kind: 'test', args: [] };
  if (!suffix.startsWith('=')) return 'malformed';
  const args = splitArguments(suffix.slice(1));
  return args ? { name, kind: 'set', args } : 'malformed';
}

/** Arguments between commas; a comma inside quotes belongs to its argument. Null when a quote stays open. */
function splitArguments(text: string): readonly AtArgument[] | null {
  const pieces: string[] = [];
  let current = '';
  let inQuotes = false;
  for (const character of text) {
    if (character === '"') inQuotes = !inQuotes;
    if (character === ',' && !inQuotes) {
      pieces.push(current);
      current = '';
    } else current += character;
  }
  if (inQuotes) return null;
  pieces.push(current);
  return pieces.map(toArgument);
}

function toArgument(piece: string): AtArgument {
  const text = piece.trim();
  const quoted = text.length >= 2 && text.startsWith('"') && text.endsWith('"');
  return { text: quoted ? text.slice(1, -1) : text, quoted };
}
