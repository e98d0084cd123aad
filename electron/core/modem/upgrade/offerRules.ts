import type { OfferConditions } from '../drivers/driver.ts';
import type { UpgradeOffer } from '../drivers/signal.ts';

/** Who decides on an offer whose limits hold. `ask` waits for the person. */
export type OfferDecision = 'accept' | 'ask' | 'refuse';

export interface OfferPolicy {
  readonly decision: OfferDecision;
  /** Goes on although the module tells no battery or signal (CSQ 99); by default that is a refusal (at-commands 7, rule 11). */
  readonly acceptUnknown: boolean;
}

export const defaultOfferPolicy: OfferPolicy = { decision: 'accept', acceptUnknown: false };

/** Why the host has to refuse; `actual` is null where the module does not say. */
export interface OfferObjection {
  readonly kind: 'battery' | 'signal';
  readonly actual: number | null;
  readonly needed: number;
}

/**
 * Holds an offer's limits against what the module says. The platform only tells the limits, the host has to keep them
 * (at-commands 2.2, documented).
 */
export function objectionsTo(
  offer: UpgradeOffer,
  { batteryPercent, signalDbm }: Pick<OfferConditions, 'batteryPercent' | 'signalDbm'>,
  { acceptUnknown }: OfferPolicy,
): readonly OfferObjection[] {
  const below = (
    kind: OfferObjection['kind'],
    actual: number | null,
    needed: number | undefined,
  ): OfferObjection[] => {
    if (needed === undefined) return [];
    if (actual === null) return acceptUnknown ? [] : [{ kind, actual, needed }];
    return actual < needed ? [{ kind, actual, needed }] : [];
  };
  const { minBattery, minSignalDbm } = offer;
  return [
    ...below('battery', batteryPercent, minBattery === 0 ? undefined : minBattery),
    // -113 dBm (CSQ 0) passes every signal that is known, but an unknown one is still none.
    ...below('signal', signalDbm, minSignalDbm),
  ];
}

/** Whether the offer asks for anything that has to be read first. */
export function hasLimits({ minBattery, minSignalDbm }: UpgradeOffer): boolean {
  return (minBattery !== undefined && minBattery > 0) || minSignalDbm !== undefined;
}
