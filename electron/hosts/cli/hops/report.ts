/** A chain of packages for people. */
import type { Hop, HopsResult, SkippedFile } from '../../../../shared/contract/planning.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import { bytes, table } from '../format.ts';

const nameOf = ({ version, fileName }: Hop['from']): string => version ?? fileName;

interface Fill {
  readonly sizeBytes: number;
  /** Null where no limit is known. */
  readonly limitBytes: number | null;
}

/** The file against its limit; where a limit is only about the core delta inside, that part. */
function fillOf(hop: Extract<Hop, { kind: 'fits' }>): Fill {
  const limitOf = (part: 'file' | 'delta'): number =>
    Math.min(...hop.limits.filter((limit) => (limit.part ?? 'file') === part).map(({ bytes }) => bytes));
  if (Number.isFinite(limitOf('file'))) return { sizeBytes: hop.sizeBytes, limitBytes: limitOf('file') };
  if (hop.deltaSizeBytes !== undefined && Number.isFinite(limitOf('delta')))
    return { sizeBytes: hop.deltaSizeBytes, limitBytes: limitOf('delta') };
  return { sizeBytes: hop.sizeBytes, limitBytes: null };
}

/** `312,000 B of 491,520 B` */
function fillText(t: Translate, { sizeBytes, limitBytes }: Fill): string {
  const size = bytes(sizeBytes);
  return limitBytes === null
    ? t('cli.hops.noLimit', { size })
    : t('cli.hops.fill', { size, limit: bytes(limitBytes) });
}

/** One step in words, as it became known. */
export function saidHop(t: Translate, hop: Hop): string {
  const ends = { from: nameOf(hop.from), to: nameOf(hop.to) };
  switch (hop.kind) {
    case 'refused':
      return t('cli.hops.refused', { ...ends, reason: t(`error.${hop.error.code}`, hop.error.params) });
    case 'tooLarge':
      return t('cli.hops.tooLarge', { ...ends, fill: fillText(t, hop) });
    case 'fits': {
      return t(hop.reused ? 'cli.hops.reused' : 'cli.hops.built', {
        ...ends,
        fill: fillText(t, fillOf(hop)),
      });
    }
  }
}

export function skippedLine(t: Translate, { fileName, reason, error }: SkippedFile): string {
  const why = error === undefined ? t(`hopSkip.${reason}`) : t(`error.${error.code}`, { ...error.params });
  return t('cli.hops.skipped', { name: fileName, why });
}

export function reportLines(t: Translate, { outcome, chain, considered, instead }: HopsResult): string[] {
  if (outcome === 'none') {
    const others = instead.map((format) => `- ${format}: ${t(`format.${format}`)}`);
    return [
      t('cli.hops.none', { count: considered }),
      ...(others.length === 0 ? [] : ['', t('cli.hops.instead'), ...others]),
    ];
  }
  const head = outcome === 'direct' ? t('cli.hops.direct') : t('cli.hops.chain', { count: chain.length });
  const columns = ['from', 'to', 'size', 'limit'].map((name) => t(`cli.hops.column.${name}`));
  const rows = chain.flatMap((hop, index) => {
    if (hop.kind !== 'fits') return [];
    const { sizeBytes, limitBytes } = fillOf(hop);
    const sizes = [bytes(sizeBytes), limitBytes === null ? '-' : bytes(limitBytes)];
    return [[String(index + 1), nameOf(hop.from), nameOf(hop.to), ...sizes, hop.packageSha256]];
  });
  return [head, '', ...table(['', ...columns, 'SHA-256'], rows), '', t('cli.hops.kept')];
}
