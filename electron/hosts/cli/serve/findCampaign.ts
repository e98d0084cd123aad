/** A campaign as a person names it: by its id, by its name, or by the beginning of an id that only one has. */
import type { Campaign } from '../../../../shared/contract/otaCampaign.ts';
import { AppError } from '../../../../shared/errors.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

/** Throws AppError server.unknownCampaign {id}; UsageError whichOne {word, allowed}. */
export async function findCampaign({ core }: Pick<VerbContext, 'core'>, word: string): Promise<Campaign> {
  const found = pickOne(await snapshotOf(core.otaServer.campaigns), word);
  if (found === undefined) throw new AppError('server.unknownCampaign', { id: word });
  return found;
}

/** Names may repeat; then only an id tells which one is meant, and UsageError whichOne says so. */
export function pickOne<T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
  word: string,
): T | undefined {
  const exact = all.find(({ id }) => id === word);
  if (exact !== undefined) return exact;
  const named = all.filter(({ name }) => name === word);
  const begun = word.length < 3 ? [] : all.filter(({ id }) => id.startsWith(word));
  const fitting = named.length > 0 ? named : begun;
  if (fitting.length > 1)
    throw new UsageError('whichOne', { word, allowed: fitting.map(({ id }) => id).join(', ') });
  return fitting[0];
}
