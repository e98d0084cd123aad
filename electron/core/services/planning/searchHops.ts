/** The way over releases that the user has, where one package for the whole way is too large. */
import type { FileRef } from '../../../../shared/contract/common.ts';
import type { DeltaFormat, FormatOption } from '../../../../shared/contract/delta.ts';
import type { Hop, HopsResult } from '../../../../shared/contract/planning.ts';
import { planHops } from '../../../../shared/domain/hops.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Files } from '../files.ts';
import type { Edges } from './edges.ts';
import { type KnownRelease, releaseFacts, releasesBetween } from './releases.ts';

export interface HopQuestion {
  readonly from: KnownRelease;
  readonly to: KnownRelease;
  readonly format: DeltaFormat;
  /** How the formats judge the whole way. */
  readonly options: readonly FormatOption[];
  /** Asked only where the direct package is too large. */
  readonly releases: () => Promise<readonly FileRef[]>;
}

export interface HopSearch {
  readonly files: Files;
  readonly edges: Edges;
  readonly signal: AbortSignal;
  /** Called with everything that is known, whenever something is added. */
  readonly onKnown: (known: HopsResult) => void;
}

/**
 * The direct package where it fits, else the best chain (shared/domain/hops.ts), else none. Throws the refusal of the direct
 * package where it is not about size: no hop would help; and what the edges throw.
 */
export async function searchHops(question: HopQuestion, search: HopSearch): Promise<HopsResult> {
  const { from, to, format, options } = question;
  let known: HopsResult = {
    kind: 'hops',
    outcome: 'searching',
    format,
    from: releaseFacts(from),
    to: releaseFacts(to),
    trying: null,
    tried: [],
    chain: [],
    considered: 0,
    skipped: [],
    instead: [],
  };
  const learn = (more: Partial<HopsResult>): HopsResult => {
    known = { ...known, trying: null, ...more };
    search.onKnown(known);
    return known;
  };
  const measure = async (a: KnownRelease, b: KnownRelease): Promise<Hop> => {
    learn({ trying: { from: releaseFacts(a), to: releaseFacts(b) } });
    const hop = await search.edges(a, b);
    learn({ tried: [...known.tried, hop] });
    return hop;
  };

  const direct = await measure(from, to);
  if (direct.kind === 'fits') return learn({ outcome: 'direct', chain: [direct] });
  if (direct.kind === 'refused') throw AppError.fromData(direct.error as ReturnType<AppError['toData']>);
  const instead = options.filter((option) => option.refusal === undefined && !option.needsOld);
  learn({ instead: instead.map((option) => option.format).filter((other) => other !== format) });
  // A package that does not depend on OLD is as large from everywhere.
  if (options.find((option) => option.format === format)?.needsOld === false)
    return learn({ outcome: 'none' });
  const refs = await question.releases();
  const between = await releasesBetween(search.files, refs, { from, to }, search.signal);
  learn({ considered: between.releases.length, skipped: [...between.skipped] });
  const chain = await chainOver([from, ...between.releases, to], measure);
  return learn(chain === null ? { outcome: 'none' } : { outcome: 'hops', chain });
}

/** The best chain from the first to the last release; the direct step is known not to fit. */
async function chainOver(
  releases: readonly KnownRelease[],
  measure: (a: KnownRelease, b: KnownRelease) => Promise<Hop>,
): Promise<Hop[] | null> {
  const last = releases.length - 1;
  const steps = new Map<string, Hop>();
  const found = await planHops({
    releases: releases.length,
    from: 0,
    to: last,
    sizeOf: async (a, b) => {
      const [old, fresh] = [releases[a], releases[b]];
      if (old === undefined || fresh === undefined || (a === 0 && b === last)) return null;
      const hop = await measure(old, fresh);
      steps.set(`${a} ${b}`, hop);
      return hop.kind === 'fits' ? hop.sizeBytes : null;
    },
  });
  if (found === null) return null;
  return found.releases.slice(1).flatMap((b, index) => {
    const hop = steps.get(`${found.releases[index]} ${b}`);
    return hop === undefined ? [] : [hop];
  });
}
