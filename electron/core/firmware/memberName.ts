/**
 * Names inside containers become file names later (`apply -o FOLDER`), so what could leave a folder or hide
 * in a terminal is refused while reading, not while writing.
 */

/** Why a name cannot be used. */
export type NameFault = 'empty' | 'absolute' | 'parent' | 'separator' | 'control' | 'tooLong';

const maxNameLength = 255;

/** The fault of a path inside an archive (both separators count), or null when it is a plain relative path. */
export function pathFault(path: string): NameFault | null {
  if (path === '') return 'empty';
  if (path.length > maxNameLength) return 'tooLong';
  if (hasControl(path)) return 'control';
  if (/^([A-Za-z]:|[\\/])/.test(path)) return 'absolute';
  if (path.split(/[\\/]/).includes('..')) return 'parent';
  return null;
}

/** The fault of an image name, which has to be a single path segment. */
export function segmentFault(name: string): NameFault | null {
  const fault = pathFault(name);
  if (fault !== null) return fault;
  if (name === '.' || /[\\/:]/.test(name)) return 'separator';
  return null;
}

function hasControl(text: string): boolean {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f || code === 0xfffd) return true;
  }
  return false;
}
