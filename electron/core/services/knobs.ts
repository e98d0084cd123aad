import { AppError } from '../../../shared/errors.ts';
import { defaultEc618Knobs, type Ec618Knobs } from '../virtual/ec618/knobs.ts';

type KnobValue = string | number | boolean | null;

/**
 * Knobs as they come over the contract. Refuses names that do not exist and values of another type than the default's.
 * Throws AppError virtual.badKnob {knob, reason}.
 */
export function parseKnobs(given: Readonly<Record<string, KnobValue>>): Partial<Ec618Knobs> {
  const defaults: Readonly<Record<string, unknown>> = { ...defaultEc618Knobs };
  for (const [knob, value] of Object.entries(given)) {
    if (!(knob in defaults))
      throw new AppError('virtual.badKnob', { knob, reason: Object.keys(defaults).join(', ') });
    const wanted = defaults[knob];
    const fits =
      wanted === null ? value === null || typeof value === 'string' : typeof wanted === typeof value;
    if (!fits) throw new AppError('virtual.badKnob', { knob, reason: typeof wanted });
  }
  // Names and types were just checked against the defaults, one by one.
  return given as Partial<Ec618Knobs>;
}
