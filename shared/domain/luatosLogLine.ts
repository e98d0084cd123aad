import { trimNoise } from './atText.ts';

/** One line of a LuatOS log: `I/user.fota<TAB>result<TAB>0`, `I/main LuatOS@Air780E base 23.11 bsp V1112 32bit`. */
export interface LogLine {
  /** `user.fota`, `main`; a tag of a script may hold blanks, as `user.http fota` does. */
  readonly tag: string;
  readonly level: string;
  /** What stands behind the tag, cut at tabs. */
  readonly values: readonly string[];
  /** The same in one piece. */
  readonly text: string;
}

/** Log tools put the seconds since the start in front. */
const uptime = /^\[\d+\.\d+\]\s*/;

/** Null for every line that is not one of a log. */
export function readLogLine(line: string): LogLine | null {
  const text = trimNoise(line).replace(uptime, '');
  const [head = '', ...values] = text.split('\t');
  const [, level, tag, rest = ''] = /^([DIWEF])\/(user\.[^\t]+?|[a-z_][\w.]*)(?:\s+(.*))?$/.exec(head) ?? [];
  if (level === undefined || tag === undefined) return null;
  // A tag of the core ends at the first blank, one of a script at its tab; tools that show tabs as blanks blur the second.
  const isScript = tag.startsWith('user.');
  const name = isScript && values.length > 0 && rest !== '' ? `${tag} ${rest}` : tag;
  const first = isScript && values.length > 0 ? [] : [rest].filter(Boolean);
  const all = [...first, ...values];
  return { level, tag: name, values: all, text: all.join(' ') };
}
