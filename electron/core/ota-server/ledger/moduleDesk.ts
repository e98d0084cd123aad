import type { OtaLoop, OtaModule, OtaOffer, OtaRules } from '../../../../shared/contract/otaLedger.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Store } from '../../store/store.ts';
import type { Servings } from '../bans/servings.ts';
import type { Offers } from './offers.ts';
import type { OtaModules } from './otaModules.ts';

/** What a person sees of modules and does with them. All that name one throw AppError server.unknownModule {id}. */
export interface ModuleDesk {
  list: OtaModules['list'];
  /** Null for one that never asked. */
  findModule(id: string): OtaModule | null;
  module(id: string): OtaModule & { readonly offers: OtaOffer[]; readonly loops: OtaLoop[] };
  describeModule(
    id: string,
    words: { readonly notes?: string; readonly bench?: boolean; readonly unbind?: boolean },
  ): OtaModule;
  /** Also one that never asked. */
  banModule(id: string, note: string): OtaModule;
  /** Lifts the ban and forgets what was counted. */
  releaseModule(id: string): OtaModule;
}

export function createModuleDesk(parts: {
  readonly store: Store;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly modules: OtaModules;
  readonly offers: Offers;
  readonly servings: Servings;
  readonly settings: () => OtaRules;
}): ModuleDesk {
  const { store, clock, modules, offers, servings, settings } = parts;
  /** Where the counters of the loop ban stand, for every pair of versions that counts at all. */
  function loopsOf(id: string, handed: readonly OtaOffer[]): OtaLoop[] {
    const nowMs = clock.wallMs();
    const { loopWindows } = settings();
    const pairs = new Map(
      handed.map(({ source, target }) => [JSON.stringify([source, target]), { source, target }]),
    );
    const since = loopWindows.map(({ windowMs }) => nowMs - windowMs);
    return [...pairs.values()]
      .map(({ source, target }) => {
        const counts = servings.counts(id, source, target, since);
        const windows = loopWindows.map(({ count: limit, windowMs }, index) => ({
          ...{ count: counts[index] ?? 0, limit, windowMs },
        }));
        return { source, target, windows };
      })
      .filter(({ windows }) => windows.some(({ count }) => count > 0));
  }
  const show = (id: string): OtaModule => modules.describe(modules.known(id));
  return {
    list: modules.list,
    findModule(id) {
      const found = modules.find(id);
      return found === null ? null : modules.describe(found);
    },
    module(id) {
      const shown = show(id);
      const handed = [...offers.list(id)];
      return { ...shown, offers: handed, loops: loopsOf(id, handed) };
    },
    describeModule(id, words) {
      modules.known(id);
      store.transaction(() => modules.setWords(id, words));
      return show(id);
    },
    banModule(id, note) {
      const atMs = clock.wallMs();
      store.transaction(() => {
        modules.ensure(id, atMs);
        modules.setBan(id, { kind: 'person', atMs, note, source: null, target: null });
      });
      return show(id);
    },
    releaseModule(id) {
      modules.known(id);
      store.transaction(() => {
        modules.setBan(id, null);
        servings.reset(id);
      });
      return show(id);
    },
  };
}
