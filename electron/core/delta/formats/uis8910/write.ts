/** Writes what a UIS8910 downloads (luat-formats 4.2, 6.2). What comes out is proved by apply.ts, which shares nothing with this. */
import type { Work } from '../work.ts';
import { writeFlashBulk } from './write/flashBulk.ts';
import { type RunningNv, writePack } from './write/pack.ts';
import { wrapSections } from './write/wrapper.ts';

export interface Uis8910Content {
  readonly ap: { readonly base: number; readonly old: Uint8Array; readonly new: Uint8Array } | null;
  /** A whole LuaDB, which replaces the one on the module. */
  readonly script: Uint8Array | null;
  readonly runningNv: readonly RunningNv[];
  readonly oldName: string;
  readonly newName: string;
}

/**
 * Core section first, script section second, as the vendor orders them. A script alone still comes with a pack that changes
 * nothing. Rejects with what the crew rejects with.
 */
export async function writeUis8910(content: Uis8910Content, work: Work): Promise<Uint8Array> {
  const { ap, script, runningNv, oldName, newName } = content;
  const flash = ap === null ? null : await writeFlashBulk(ap.base, ap.old, ap.new, work);
  const core = writePack({ oldName, newName, flash, runningNv });
  work.advance(script?.length ?? 0);
  return wrapSections(core, script);
}
