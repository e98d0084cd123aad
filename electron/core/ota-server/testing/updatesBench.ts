import type { Campaign, CampaignInput } from '../../../../shared/contract/otaCampaign.ts';
import type { OtaDecision, OtaRuleResult } from '../../../../shared/contract/otaDecision.ts';
import { openMemoryStore } from '../../store/openStore.ts';
import type { Store } from '../../store/store.ts';
import type { UpdateRequest } from '../decisions/updateRequest.ts';
import { createPublications } from '../publications.ts';
import { createUpdates, type Updates } from '../updates.ts';
import { digestOf } from './digest.ts';
import { createManualClock, type ManualClock } from './manualClock.ts';

/** Decisions without a socket: a package is the text that it is named by. */
export interface UpdatesBench {
  readonly updates: Updates;
  readonly clock: ManualClock;
  /** Digest of the package with that text, which the library then has. */
  pack(text: string): string;
  /** Takes it out of the library. */
  lose(text: string): void;
  /** A campaign to 2.0.0 of `lamp`, for any project, with a full package, unless said otherwise. */
  offer(input?: Partial<CampaignInput>): Promise<Campaign>;
  /** A request of module `m1` for `lamp` from 1.0.0, unless said otherwise. */
  ask(request?: Partial<UpdateRequest> & { readonly id?: string }): OtaDecision;
  /** The same store opened anew: what a restart finds. */
  restart(): Promise<UpdatesBench>;
}

export function openUpdatesBench(
  store: Store = openMemoryStore(),
  clock = createManualClock(),
): UpdatesBench {
  return open(store, clock, new Map());
}

function open(store: Store, clock: ManualClock, library: Map<string, Buffer>): UpdatesBench {
  let ids = 0;
  const failures: unknown[] = [];
  const publications = createPublications(
    {
      open: async (sha256) => {
        const bytes = library.get(sha256);
        if (bytes === undefined) throw new Error(`no package ${sha256}`);
        return { bytes, fileName: 'pack.bin' };
      },
    },
    () => `pub${String(++ids).padStart(5, '0')}`,
  );
  let seed = 0;
  const random = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => seed++);
  const updates = createUpdates({
    ...{ store, clock, random, publications },
    reportFailure: (error) => failures.push(error),
  });
  const pack = (text: string): string => {
    const sha256 = digestOf(text);
    library.set(sha256, Buffer.from(text));
    return sha256;
  };
  let exchanges = 0;
  return {
    updates,
    clock,
    pack,
    lose: (text) => void library.delete(digestOf(text)),
    offer: (input = {}) =>
      updates.saveCampaign({
        name: 'spring',
        projectKey: null,
        firmwareNames: ['lamp'],
        targetVersion: '2.0.0',
        packages: [{ kind: 'full', sha256: pack('full') }],
        ...input,
      }),
    ask: ({ id = 'm1', ...request } = {}) => updates.decide(requestOf(id, request), `x${++exchanges}`),
    async restart() {
      updates.close();
      const next = open(store, clock, library);
      await next.updates.loaded();
      return next;
    },
  };
}

export function requestOf(id: string, request: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    dialect: 'openluat',
    identity: { kind: 'imei', value: id },
    project: null,
    firmwareName: 'lamp',
    version: '1.0.0',
    coreVersion: null,
    startByte: 0,
    ...request,
  };
}

/** The last rule that was asked: `rule: reason`. */
export function whyOf({ rules }: { readonly rules: readonly OtaRuleResult[] }): string {
  const asked = rules.flatMap((rule) => (rule.outcome === 'notReached' ? [] : [rule]));
  const last = asked.at(-1);
  return last === undefined ? '' : `${last.rule}: ${last.reason}`;
}
