/** What a package is likely to come to, in words that say that it is a guess. */
import type { FormatEstimate, SizeRange } from '../../../shared/contract/delta.ts';
import type { Translate } from '../../../shared/domain/texts/translate.ts';
import { AppError } from '../../../shared/errors.ts';
import type { VerbContext } from './verb.ts';

type Pair = Parameters<VerbContext['core']['delta']['estimate']>[0];

/** Estimates for a pair. A build does not depend on them: where they fail that is said and none is there. */
export async function estimatesOf(
  { core, output, signal, t }: VerbContext,
  pair: Pair,
): Promise<readonly FormatEstimate[]> {
  try {
    return await core.delta.estimate(pair, { signal });
  } catch (error) {
    const { code, params } = AppError.from(error);
    if (code === 'rpc.cancelled' || code === 'delta.cancelled') throw error;
    output.note(t('cli.estimate.none', { reason: t(`error.${code}`, params) }));
    return [];
  }
}

/** One line for each part that a limit is about, else for the file: `Estimated: 46 to 66 of 480 KiB`. */
export function estimateLines(t: Translate, { file, delta, limits }: FormatEstimate): string[] {
  const limitOf = (part: 'file' | 'delta'): number | null => {
    const own = limits.filter((limit) => (limit.part ?? 'file') === part).map((limit) => limit.bytes);
    return own.length === 0 ? null : Math.min(...own);
  };
  const whole = rangeLine(t, 'file', file, limitOf('file'));
  return delta === undefined ? [whole] : [whole, rangeLine(t, 'delta', delta, limitOf('delta'))];
}

function rangeLine(t: Translate, part: 'file' | 'delta', range: SizeRange, limit: number | null): string {
  const { lowBytes, highBytes } = range;
  const size = { low: kib(lowBytes), high: kib(highBytes) };
  if (limit === null) return t(`cli.estimate.${part}`, size);
  const said = t(`cli.estimate.${part}Of`, { ...size, limit: kib(limit) });
  if (lowBytes > limit) return `${said} ${t('cli.estimate.tooLarge')}`;
  return highBytes > limit ? `${said} ${t('cli.estimate.close')}` : said;
}

/** Two figures at least; more would promise what an estimate cannot keep. */
function kib(count: number): string {
  const value = count / 1024;
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
