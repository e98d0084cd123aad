/** A chain of packages for people and for programs. */
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import { bytes, table } from '../format.ts';
import { type Edge, fileLimit } from './edges.ts';
import type { Release, SkippedFile } from './releases.ts';

export interface Hop {
  readonly from: Release;
  readonly to: Release;
  readonly edge: Edge;
}

const nameOf = ({ version, fileName }: Release): string => version ?? fileName;

/** One step as data. */
export function hopFacts({ from, to, edge }: Hop): Readonly<Record<string, unknown>> {
  const ends = {
    from: { fileName: from.fileName, version: from.version },
    to: { fileName: to.fileName, version: to.version },
  };
  if (edge.kind !== 'fits') return { ...ends, ...edge };
  const { sha256: packageSha256, sizeBytes, limits, format, proofClass } = edge.manifest;
  return { ...ends, kind: 'fits', packageSha256, sizeBytes, limits, format, proofClass, reused: edge.reused };
}

/** `312,000 B of 491,520 B` */
function fill(t: Translate, sizeBytes: number, limitBytes: number | null): string {
  const size = bytes(sizeBytes);
  return limitBytes === null
    ? t('cli.hops.noLimit', { size })
    : t('cli.hops.fill', { size, limit: bytes(limitBytes) });
}

/** One step in words, as it became known. */
export function saidEdge(t: Translate, { from, to, edge }: Hop): string {
  const ends = { from: nameOf(from), to: nameOf(to) };
  if (edge.kind === 'refused') {
    return t('cli.hops.refused', { ...ends, reason: t(`error.${edge.error.code}`, edge.error.params) });
  }
  if (edge.kind === 'tooLarge') {
    return t('cli.hops.tooLarge', { ...ends, fill: fill(t, edge.sizeBytes, edge.limitBytes) });
  }
  const { sizeBytes, limits } = edge.manifest;
  const said = fill(t, sizeBytes, fileLimit(limits));
  return t(edge.reused ? 'cli.hops.reused' : 'cli.hops.built', { ...ends, fill: said });
}

export function skippedLine(t: Translate, { fileName, reason, error }: SkippedFile): string {
  const why =
    error === undefined ? t(`cli.hops.skip.${reason}`) : t(`error.${error.code}`, { ...error.params });
  return t('cli.hops.skipped', { name: fileName, why });
}

export function reportLines(
  t: Translate,
  {
    chain,
    direct,
    considered,
  }: {
    readonly chain: readonly Hop[] | null;
    readonly direct: Hop | undefined;
    readonly considered: number;
  },
): string[] {
  if (chain === null) return [t('cli.hops.none', { count: considered })];
  const head =
    chain.length === 1 || direct === undefined
      ? t('cli.hops.direct')
      : t('cli.hops.chain', { count: chain.length });
  const columns = ['from', 'to', 'size', 'limit'].map((name) => t(`cli.hops.column.${name}`));
  const rows = chain.flatMap(({ from, to, edge }, index) => {
    if (edge.kind !== 'fits') return [];
    const limit = fileLimit(edge.manifest.limits);
    const sizes = [bytes(edge.manifest.sizeBytes), limit === null ? '-' : bytes(limit)];
    return [[String(index + 1), nameOf(from), nameOf(to), ...sizes, edge.manifest.sha256]];
  });
  return [head, '', ...table(['', ...columns, 'SHA-256'], rows), '', t('cli.hops.kept')];
}
