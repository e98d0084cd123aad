import { AppError } from '../../../shared/errors.ts';
import { pathFault } from './memberName.ts';
import type { WasmEntry } from './wasmArchive.ts';

/** Why an archive is refused; the `reason` parameter of `firmware.hostileArchive`. */
export type HostileReason =
  | 'tooManyEntries'
  | 'tooLarge'
  | 'ratio'
  | 'absolutePath'
  | 'parentPath'
  | 'badName'
  | 'link'
  | 'special'
  | 'duplicate'
  | 'encrypted';

/** `firmware.hostileArchive`; `limit` and `found` are 0 where the reason has no number. */
export function hostile(reason: HostileReason, member: string, limit = 0, found = 0): AppError {
  return new AppError('firmware.hostileArchive', { reason, member, limit, found });
}

/** The checked path of an entry, with `/`; names that differ only in case would meet on Windows and macOS. */
export function checkEntry(entry: WasmEntry, seen: Set<string>): string {
  const fault = pathFault(entry.path);
  if (fault === 'absolute') throw hostile('absolutePath', entry.path);
  if (fault === 'parent') throw hostile('parentPath', entry.path);
  if (fault !== null) throw hostile('badName', entry.path);
  if (entry.type === 'SymbolicLink' || entry.hardLinkTarget !== '') throw hostile('link', entry.path);
  if (entry.type !== 'File' && entry.type !== 'Directory') throw hostile('special', entry.path);
  if (entry.encrypted) throw hostile('encrypted', entry.path);
  const parts = entry.path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  const path = parts.join('/');
  const key = path.toLowerCase();
  if (seen.has(key)) throw hostile('duplicate', entry.path);
  seen.add(key);
  return path;
}
