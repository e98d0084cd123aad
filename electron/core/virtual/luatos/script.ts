import { latin1Text } from '../bytes.ts';
import { readLuadb } from './luadb.ts';

/** What the running script calls itself. Text is one character per byte. */
export interface ScriptIdentity {
  readonly project: string;
  readonly version: string;
}

/** `PROJECT` and `VERSION` of the script image, or why it has none. */
export function readScript(bytes: Uint8Array): ScriptIdentity | string {
  const files = readLuadb(bytes);
  if (typeof files === 'string') return files;
  const main = files.find(({ name }) => name === 'main.lua' || name === 'main.luac');
  if (main === undefined) return 'there is no main.lua or main.luac';
  const text = latin1Text(main.bytes);
  const read = main.name.endsWith('c') ? readConstant : readAssignment;
  const project = read(text, 'PROJECT');
  const version = read(text, 'VERSION');
  if (project === null || version === null) return `${main.name} sets no PROJECT and VERSION`;
  return { project, version };
}

function readAssignment(text: string, name: string): string | null {
  return new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*(["'])([^"'\\r\\n]*)\\1`, 'm').exec(text)?.[2] ?? null;
}

/** In Lua 5.3 bytecode the value of a global's first assignment is the constant behind its name: type 4, length + 1, text. */
function readConstant(text: string, name: string): string | null {
  const mark = `\x04${String.fromCharCode(name.length + 1)}${name}\x04`;
  const at = text.indexOf(mark);
  if (at < 0) return null;
  const start = at + mark.length + 1;
  return text.slice(start, start + text.charCodeAt(start - 1) - 1);
}
