import type { Faults } from '../faults.ts';
import type { EffectOf } from './faultDesk.ts';

/** How an answer is sent, beside what it says. */
export interface Manner {
  readonly delayFirstByteMs?: number;
  readonly headBytePauseMs?: number;
  readonly bytesPerSecond?: number;
  readonly cutAfterBytes?: number;
  readonly flipByteAt?: number;
}

/** The effects about time, cuts and bytes together with the knobs of the publication; of two that disagree the later counts. */
export function mannerOf(knobs: Faults, effects: readonly EffectOf<'within'>[]): Manner {
  const { delayFirstByteMs, cutAfterBytes, flipByteAt } = knobs;
  const manner: Manner = {
    ...(delayFirstByteMs === undefined ? {} : { delayFirstByteMs }),
    ...(cutAfterBytes === undefined ? {} : { cutAfterBytes }),
    ...(flipByteAt === undefined ? {} : { flipByteAt }),
  };
  return Object.assign(manner, ...effects.map(partOf));
}

function partOf(effect: EffectOf<'within'>): Manner {
  switch (effect.kind) {
    case 'delay':
      return { delayFirstByteMs: effect.ms };
    case 'slowHeader':
      return { headBytePauseMs: effect.ms };
    case 'throttle':
      return { bytesPerSecond: effect.bytesPerSecond };
    case 'cut':
      return { cutAfterBytes: effect.afterBytes };
    case 'corrupt':
      return { flipByteAt: effect.atByte };
    default:
      return {};
  }
}
