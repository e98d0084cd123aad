/** What has to be known of a package, in words: for people as lines, for programs beside the codes. */
import type { FormatOption, PackageLimit, PackageWarning } from '../../../shared/contract/delta.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { Translate } from '../../../shared/domain/texts/translate.ts';
import { warningsOnce } from '../../../shared/domain/warningsOnce.ts';
import { bytes } from './format.ts';

type Told = Pick<FormatOption, 'warnings'> & {
  readonly notCovered: readonly Pick<FormatOption['notCovered'][number], 'name' | 'role' | 'reason'>[];
};

/** The warning in words; a value that an older manifest did not keep is left open rather than empty. */
export function warningText(t: Translate, { code, params }: PackageWarning): string {
  return t(`warning.${code}`, params).replace(/\{\{\s*\w+\s*\}\}/g, '…');
}

/** One line for each warning and for each image that stays behind, none of them said twice. */
export function caveatLines(t: Translate, told: Told): string[] {
  const { notCovered } = told;
  return [
    ...warningsOnce(told).map((warning) => t('cli.delta.warning', { text: warningText(t, warning) })),
    ...notCovered.map(({ name, reason }) =>
      t('cli.delta.notCovered', { name, reason: t(`notCovered.${reason}`) }),
    ),
  ];
}

/** `57,812 B of 491,520 B`, for each part that a limit is about. */
export function fillLines(t: Translate, manifest: PackageManifest): string[] {
  const sizes = { file: manifest.sizeBytes, delta: manifest.deltaSizeBytes };
  return (['file', 'delta'] as const).flatMap((part) => {
    const limit = smallest(manifest.limits, part);
    if (limit === null) return [];
    const size = sizes[part];
    const fill = size === undefined ? '…' : bytes(size);
    return [t(`cli.delta.fill.${part}`, { size: fill, limit: bytes(limit) })];
  });
}

function smallest(limits: readonly PackageLimit[], part: 'file' | 'delta'): number | null {
  const own = limits.filter((limit) => (limit.part ?? 'file') === part).map((limit) => limit.bytes);
  return own.length === 0 ? null : Math.min(...own);
}

/** A manifest for programs, its class of proof and its warnings in plain words beside the codes. */
export function manifestFacts(t: Translate, manifest: PackageManifest): Record<string, unknown> {
  return {
    ...manifest,
    proofReason: t(`proofClass.${manifest.proofClass}`),
    warnings: manifest.warnings.map((warning) => ({ ...warning, text: warningText(t, warning) })),
  };
}
