import type { Board, Parts } from '../kit/parts.ts';
import { eventCodes, sayOta } from './events.ts';
import { runFota } from './fota.ts';
import type { QuecthingKnobs } from './knobs.ts';
import type { QuecthingMemory } from './memory.ts';
import { createOffers } from './offers.ts';
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
  let transfer: SotaTransfer | null = null;
  let cancel = (): void => {};

  const conclude = (succeeded: boolean): void => {
    stage = 'idle';
    transfer = null;
    memory.mcuUpdating = false;
    memory.planDone = succeeded;
    sayOta(parts, succeeded ? eventCodes.success : eventCodes.failed);
  };
  const isFree = (): boolean => session().isOnline() && (stage === 'idle' || stage === 'offered');
  const offers = createOffers(parts, memory, isFree, () => {
    stage = 'offered';
  });
  const accept = (): void => {
    if (stage === 'fota') {
      cancel = runFota(parts, board, {
        onNetworkLost: () => session().lose(),
        onFailed: () => conclude(false),
        onSucceeded: () => conclude(true),
      });
      return;
    }
    const image = offers.image();
    if (image !== null) {
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
      timers.after(knobs.get().planDelayMs, offers.make);
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
      if (what === 1) {
        stage = knobs.get().planKind === 'fota' ? 'fota' : 'sota';
        soon(accept);
      } else {
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
      offers.repeat();
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
    stop() {
      offers.stop();
      cancel();
    },
  };
}
