/** Knobs and cases of the virtual modules that do not carry AT firmware of openLuat. */
export const knob = {};
export const knobChoice = {};
export const packageRefusal = {};
export const virtualCase = {};
