import type { OtaFault, OtaFaultEffect, OtaFaultInput } from '../../../../shared/contract/otaFault.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../../shared/domain/journalPort.ts';
import { AppError } from '../../../../shared/errors.ts';
import { createListeners } from '../listeners.ts';

/** What is known of a request when faults are looked for. */
export interface Asked {
  readonly exchangeId: string;
  readonly deviceId: string | undefined;
  readonly packageSha256: string | undefined;
  /** Whether code 43 is in its language. */
  readonly openluat: boolean;
  /** Whether the answer brings (a part of) a file; only known once there is one. */
  readonly sendsFile?: boolean;
}

/** `instead`: another answer, the rules are not asked and nothing is counted. `within`: the same answer, sent wrongly. */
export type FaultStage = 'instead' | 'within';
export type EffectOf<S extends FaultStage> = S extends 'instead'
  ? Extract<OtaFaultEffect, { kind: InsteadKind }>
  : Exclude<OtaFaultEffect, { kind: InsteadKind }>;
type InsteadKind = 'status' | 'empty' | 'building' | 'redirect';

/** Which faults are set, which requests they meet, and a journal row for each that fired. They end with the program. */
export interface FaultDesk {
  set(input: OtaFaultInput): OtaFault;
  /** Without an id all of them. Throws AppError server.unknownFault {id}. */
  clear(id?: string): void;
  list(): readonly OtaFault[];
  /** Whether any is set; without one nobody needs to ask what a request is about. */
  active(): boolean;
  onChange(listener: (faults: readonly OtaFault[]) => void): () => void;
  /** Counts the request at every fault that it fits and returns the effects that meet it, in the order in which they were set. */
  instead(asked: Asked): readonly EffectOf<'instead'>[];
  within(asked: Asked): readonly EffectOf<'within'>[];
}

export interface FaultDeskParts {
  readonly journal: JournalPort;
  readonly clock: Pick<Clock, 'monoMs'>;
  readonly newId: () => string;
}

interface LiveFault {
  readonly id: string;
  readonly input: OtaFaultInput;
  seen: number;
  fired: number;
  firstFiredMs?: number;
}

export function createFaultDesk({ journal, clock, newId }: FaultDeskParts): FaultDesk {
  const live = new Map<string, LiveFault>();
  const listeners = createListeners<readonly OtaFault[]>((error) =>
    journal.append({ kind: 'serverEvent', event: 'failed', detail: String(error) }),
  );
  const list = (): readonly OtaFault[] => [...live.values()].map(describe);
  const changed = (): void => listeners.emit(list());

  /** Whether the fault meets a request that it fits. */
  function meets(fault: LiveFault, nowMs: number): boolean {
    const { effect, skip = 0, times } = fault.input;
    if (fault.seen <= skip) return false;
    if (times !== undefined && fault.fired >= times) return false;
    if (effect.kind !== 'building' || fault.firstFiredMs === undefined) return true;
    return nowMs - fault.firstFiredMs < effect.minutes * 60_000;
  }

  function fired<E extends OtaFaultEffect>(
    asked: Asked,
    isOne: (effect: OtaFaultEffect) => effect is E,
  ): E[] {
    if (live.size === 0) return [];
    const nowMs = clock.monoMs();
    const effects: E[] = [];
    for (const fault of live.values()) {
      const { effect } = fault.input;
      if (!isOne(effect) || !fits(fault.input, asked)) continue;
      fault.seen++;
      if (!meets(fault, nowMs)) continue;
      fault.fired++;
      fault.firstFiredMs ??= nowMs;
      effects.push(effect);
      const detail = `${asked.exchangeId} ${fault.id} ${JSON.stringify(effect)}`;
      journal.append({ kind: 'serverEvent', event: 'faultFired', detail });
    }
    changed();
    return effects;
  }

  return {
    set(input) {
      const fault: LiveFault = { id: newId(), input, seen: 0, fired: 0 };
      live.set(fault.id, fault);
      changed();
      return describe(fault);
    },
    clear(id) {
      if (id === undefined) live.clear();
      else if (!live.delete(id)) throw new AppError('server.unknownFault', { id });
      changed();
    },
    list,
    active: () => live.size > 0,
    onChange: listeners.on,
    instead: (asked) => fired(asked, isInstead),
    within: (asked) => fired(asked, isWithin),
  };
}

/** Effects that need a file to break; a refusal does not use them up. */
const ofFiles: ReadonlySet<OtaFaultEffect['kind']> = new Set([
  'throttle',
  'cut',
  'wrongLength',
  'ignoreRange',
  'chunked',
  'corrupt',
]);

function fits({ effect, packageSha256, deviceId }: OtaFaultInput, asked: Asked): boolean {
  if (packageSha256 !== undefined && packageSha256 !== asked.packageSha256) return false;
  if (deviceId !== undefined && deviceId !== asked.deviceId) return false;
  if (effect.kind === 'building') return asked.openluat;
  return !ofFiles.has(effect.kind) || asked.sendsFile === true;
}

function describe({ id, input, seen, fired }: LiveFault): OtaFault {
  return { ...input, id, seen, fired };
}

function isInstead(effect: OtaFaultEffect): effect is EffectOf<'instead'> {
  const { kind } = effect;
  return kind === 'status' || kind === 'empty' || kind === 'building' || kind === 'redirect';
}

function isWithin(effect: OtaFaultEffect): effect is EffectOf<'within'> {
  return !isInstead(effect);
}
