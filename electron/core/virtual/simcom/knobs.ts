import { boardKnobs } from '../kit/knobs.ts';
import { choice, type KnobsOf, number, text, toggle } from '../knobs/spec.ts';

/** Every knob of the virtual SIMCom module; what is known comes from public source code only (at-commands 4, S). */
export const simcomKnobs = {
  ...boardKnobs,
  model: text('identity', 'A7670C'),

  /** `+CFOTA: DOWNLOADING` every so many per cent. */
  downloadStep: number('download', 10, { min: 1, max: 100, unit: 'percent' }),
  /** The download breaks off at this per cent; 101 = it does not. */
  downloadFailsAt: number('download', 101, { max: 101, unit: 'percent' }),

  /** How the `>` looks: in a line of its own, or bare with a blank behind it; unknown. */
  promptForm: choice('serial', 'bare', ['bare', 'line']),
  /** Longest pause within bytes that the host sends. */
  streamIdleMs: number('serial', 5000, { unit: 'ms' }),

  /** Every update fails after its last percentage. */
  updateFails: toggle('apply', false),
  /** A failed update ends with `+CFOTA: <this number>`; 0 = with `UPDATE FAIL`. */
  updateFailNumber: number('apply', 0),
} as const;

export type SimcomKnobs = KnobsOf<typeof simcomKnobs>;
