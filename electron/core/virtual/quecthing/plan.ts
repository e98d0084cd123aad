import { fetchFile } from '../kit/fetchFile.ts';
import type { Board, Parts } from '../kit/parts.ts';
import { eventCodes, sayOta } from './events.ts';
import { runFota } from './fota.ts';
import type { QuecthingKnobs } from './knobs.ts';
import type { QuecthingMemory } from './memory.ts';
import type { Session } from './session.ts';
import { createSotaTransfer, type SotaTransfer } from './sota.ts';

/** The cloud's plan as the host can deal with it. */
export interface Plan {
  /** `AT+QIOTOTAREQ`: an offer comes if there is one. */
  request(withSha256: boolean): void;
  /** `AT+QIOTUPDATE`: 0 refuse, 1 accept, 2 next block, 3 the MCU is being flashed; false where it makes no sense. */
  decide(what: number): boolean;
  /** The transfer that the host reads from. */
  transfer(): SotaTransfer | null;
  /** The module is online again. */
  loggedIn(): void;
  /** The module has started after an update and says so where it is the moment. */
  started(): void;
  /** `AT+QIOTMCUVER` declared a version. */
  declared(component: string, version: string): void;
  stop(): void;
}

type Stage = 'idle' | 'offered' | 'fota' | 'sota';

export function createPlan(
  parts: Parts<QuecthingKnobs>,
  board: Board,
  memory: QuecthingMemory,
  session: () => Session,
): Plan {
  const { clock, flash, knobs, timers } = parts;
  let stage: Stage = 'idle';
  let wantsSha256 = false;
  let image: Uint8Array | null = null;
  let transfer: SotaTransfer | null = null;
  let cancel = (): void => {};

  const conclude = (succeeded: boolean): void => {
    stage = 'idle';
    transfer = null;
    memory.mcuUpdating = false;
    memory.planDone = succeeded;
    sayOta(parts, succeeded ? eventCodes.success : eventCodes.failed);
  };
  const sayOffer = (sizeBytes: number): void => {
    if (stage !== 'idle' && stage !== 'offered') return;
    const { planComponent, planSource, planTarget, planMinBattery, planMinSignal } = knobs.get();
    stage = 'offered';
    const demands = [planMinBattery, planMinSignal, sizeBytes];
    sayOta(parts, eventCodes.offer, planComponent, planSource, planTarget, ...demands);
  };
  /** The image of the MCU is the cloud's; only it knows how large that is. */
  const offer = (): void => {
    const { planKind, planUrl, planSizeBytes } = knobs.get();
    if (!session().isOnline() || stage === 'fota' || stage === 'sota' || !matches(parts, memory)) return;
    if (planKind === 'fota' || image !== null) {
      sayOffer(image?.length ?? planSizeBytes);
      return;
    }
    cancel = fetchFile(
      parts,
      { url: planUrl },
      {
        onDone(bytes) {
          image = bytes;
          sayOffer(bytes.length);
        },
        // A plan without its package is never pushed.
        onFailed: () => {},
      },
    );
  };
  const repeat = (): void => {
    if (clock.now() >= memory.quietUntilMs && !memory.mcuUpdating) offer();
    timers.after(knobs.get().offerRepeatMs, repeat);
  };
  const accept = (): void => {
    if (knobs.get().planKind === 'fota') {
      stage = 'fota';
      cancel = runFota(parts, board, {
        onNetworkLost: () => session().lose(),
        onFailed: () => conclude(false),
        onSucceeded: () => conclude(true),
      });
    } else if (image !== null) {
      stage = 'sota';
      transfer = createSotaTransfer(parts, image, wantsSha256);
      transfer.begin();
    }
  };
  const sayOutcome = (): void => {
    const { outcome } = flash;
    flash.outcome = null;
    if (outcome !== null) conclude(outcome.ok);
  };
  const soon = (action: () => void): void => void timers.after(knobs.get().contactMs, action);
  return {
    request(withSha256) {
      wantsSha256 = withSha256;
      timers.after(knobs.get().planDelayMs, offer);
    },
    decide(what) {
      if (what === 2) return transfer?.next() ?? false;
      if (what === 3) {
        if (transfer === null) return false;
        memory.mcuUpdating = true;
        soon(() => sayOta(parts, eventCodes.updating));
        return true;
      }
      if (stage !== 'offered') return false;
      if (what === 1) soon(accept);
      else {
        stage = 'idle';
        memory.quietUntilMs = clock.now() + knobs.get().refuseWaitMs;
      }
      return true;
    },
    transfer: () => transfer,
    loggedIn() {
      sayOutcome();
      const { planComponent, planTarget } = knobs.get();
      if (memory.mcuUpdating && memory.mcuVersions.get(planComponent) === planTarget) conclude(true);
      timers.after(knobs.get().offerRepeatMs, repeat);
    },
    started() {
      if (knobs.get().successAt === 'afterRestart') sayOutcome();
    },
    declared(component, version) {
      const { planComponent, planTarget } = knobs.get();
      if (component !== planComponent || !session().isOnline()) return;
      if (version === planTarget && (memory.mcuUpdating || stage === 'sota')) soon(() => conclude(true));
      else if (memory.mcuUpdating) soon(() => conclude(false));
    },
    stop: () => cancel(),
  };
}

/** Whether the cloud would offer its plan to this module as it is now. */
function matches(parts: Parts<QuecthingKnobs>, memory: QuecthingMemory): boolean {
  const { planKind, planUrl, planComponent, planSource, planTarget, offerWrongPlan } = parts.knobs.get();
  if (planKind === 'none' || planUrl === '' || memory.planDone) return false;
  const running = planKind === 'fota' ? parts.version() : memory.mcuVersions.get(planComponent);
  if (offerWrongPlan) return true;
  return running !== undefined && running !== planTarget && (planSource === '' || planSource === running);
}
