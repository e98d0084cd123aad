/** A chain of packages for people. */
import type { Hop, HopsResult, SkippedFile } from '../../../../shared/contract/planning.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import { bytes, table } from '../format.ts';

const nameOf = ({ version, fileName }: Hop['from']): string => version ?? fileName;

/** The gate of the whole file, null where none is known. */
function fileLimit(hop: Extract<Hop, { kind: 'fits' }>): number | null {
  const ofFile = hop.limits.filter(({ part }) => part !== 'delta').map((limit) => limit.bytes);
  return ofFile.length === 0 ? null : Math.min(...ofFile);
}

/** `312,000 B of 491,520 B` */
function fill(t: Translate, sizeBytes: number, limitBytes: number | null): string {
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
      return t('cli.hops.tooLarge', { ...ends, fill: fill(t, hop.sizeBytes, hop.limitBytes) });
    case 'fits': {
      const said = fill(t, hop.sizeBytes, fileLimit(hop));
      return t(hop.reused ? 'cli.hops.reused' : 'cli.hops.built', { ...ends, fill: said });
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
    const limit = fileLimit(hop);
    const sizes = [bytes(hop.sizeBytes), limit === null ? '-' : bytes(limit)];
    return [[String(index + 1), nameOf(hop.from), nameOf(hop.to), ...sizes, hop.packageSha256]];
  });
  return [head, '', ...table(['', ...columns, 'SHA-256'], rows), '', t('cli.hops.kept')];
}
