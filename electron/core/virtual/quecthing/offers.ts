import { fetchFile } from '../kit/fetchFile.ts';
import type { Parts } from '../kit/parts.ts';
import { eventCodes, sayOta } from './events.ts';
import type { QuecthingKnobs } from './knobs.ts';
import type { QuecthingMemory } from './memory.ts';

/** The cloud's side of an offer: whether there is a plan for this module, and the package behind it. */
export interface Offers {
  /** Offers the plan if it fits and nothing is under way. */
  make(): void;
  /** Offers again and again from now on, while the cloud is not told to be quiet. */
  repeat(): void;
  /** The MCU image, once it was offered. */
  image(): Uint8Array | null;
  stop(): void;
}

/** @param mayOffer false while the module is offline or carries out a plan @param onOffered after the event was said */
export function createOffers(
  parts: Parts<QuecthingKnobs>,
  memory: QuecthingMemory,
  mayOffer: () => boolean,
  onOffered: () => void,
): Offers {
  const { clock, knobs, timers } = parts;
  let image: Uint8Array | null = null;
  let cancel = (): void => {};
  let cancelRepeat = (): void => {};

  const say = (sizeBytes: number): void => {
    if (!mayOffer()) return;
    const { planComponent, planSource, planTarget, planMinBattery, planMinSignal } = knobs.get();
    onOffered();
    const demands = [planMinBattery, planMinSignal, sizeBytes];
    sayOta(parts, eventCodes.offer, planComponent, planSource, planTarget, ...demands);
  };
  const make = (): void => {
    const { planKind, planUrl, planSizeBytes } = knobs.get();
    if (!mayOffer() || !matches(parts, memory)) return;
    if (planKind === 'fota' || image !== null) {
      say(image?.length ?? planSizeBytes);
      return;
    }
    // The image of the MCU is the cloud's; a plan without it is never pushed.
    cancel = fetchFile(
      parts,
      { url: planUrl },
      {
        onDone(bytes) {
          image = bytes;
          say(bytes.length);
        },
        onFailed: () => {},
      },
    );
  };
  const repeat = (): void => {
    cancelRepeat();
    cancelRepeat = timers.after(knobs.get().offerRepeatMs, () => {
      if (clock.now() >= memory.quietUntilMs && !memory.mcuUpdating) make();
      repeat();
    });
  };
  return { make, repeat, image: () => image, stop: () => cancel() };
}

/** Whether the cloud would offer its plan to this module as it is now. */
function matches(parts: Parts<QuecthingKnobs>, memory: QuecthingMemory): boolean {
  const { planKind, planUrl, planComponent, planSource, planTarget, offerWrongPlan } = parts.knobs.get();
  if (planKind === 'none' || planUrl === '' || memory.planDone) return false;
  const running = planKind === 'fota' ? parts.version() : memory.mcuVersions.get(planComponent);
  if (offerWrongPlan) return true;
  return running !== undefined && running !== planTarget && (planSource === '' || planSource === running);
}
