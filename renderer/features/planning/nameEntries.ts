/** What a person enters for a platform's console, as typed, and as the core is asked. */
import type { FileRef } from '../../../shared/contract/common.ts';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { NameFinding, Naming } from '../../../shared/contract/planning.ts';

type CheckInput = Parameters<CoreClient['planning']['checkNames']>[0];
export type NamePlatform = CheckInput['platform'];

/** A file of the list: one that the core can open, or name and size of one that was never handed over. */
export type NameFile = FileRef | { readonly name: string; readonly sizeBytes: number };

export interface NameEntries {
  readonly platform: NamePlatform;
  readonly kind: 'delta' | 'full';
  readonly name: string;
  readonly version: string;
  readonly sourceVersion: string;
  readonly files: readonly NameFile[];
}

export const noEntries: NameEntries = {
  platform: 'openluat',
  kind: 'delta',
  name: '',
  version: '',
  sourceVersion: '',
  files: [],
};

/** Null while there is nothing to judge. An empty field is one that nobody has filled in yet, not an empty name. */
export function checkInput({ platform, kind, files, ...typed }: NameEntries): CheckInput | null {
  const name = typed.name.trim();
  const version = typed.version.trim();
  const sourceVersion = kind === 'delta' ? typed.sourceVersion.trim() : '';
  if (name === '' && version === '' && sourceVersion === '' && files.length === 0) return null;
  return {
    platform,
    naming: {
      ...(name === '' ? {} : { name }),
      ...(version === '' ? {} : { version }),
      ...(sourceVersion === '' ? {} : { sourceVersion }),
      // A delta without its source is only wrong once there is a target.
      ...(kind === 'full' || version !== '' ? { delta: kind === 'delta' } : {}),
    },
    ...(files.length === 0 ? {} : { files: [...files] }),
  };
}

/** The core's suggestion laid over what was typed; what it does not know stays. */
export function withSuggestion(entries: NameEntries, naming: Naming): NameEntries {
  return {
    ...entries,
    kind: naming.delta === false ? 'full' : 'delta',
    name: naming.name ?? entries.name,
    version: naming.version ?? entries.version,
    sourceVersion: naming.sourceVersion ?? entries.sourceVersion,
  };
}

/** Findings about one field, errors first. */
export function findingsOf(
  findings: readonly NameFinding[],
  part: NameFinding['part'],
): readonly NameFinding[] {
  return findings
    .filter((finding) => finding.part === part)
    .toSorted((a, b) => Number(b.level === 'error') - Number(a.level === 'error'));
}
