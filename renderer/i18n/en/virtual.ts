import type { Same } from '../same.ts';
import type { virtual as original } from '../zh-CN/virtual.ts';

export const virtual: Same<typeof original> = {
  start: "Play a customer's case…",
  startTitle: 'Start a virtual module',
  startText:
    "Choose kind and firmware, then the customer's case. The module is in the port list at once and is used like a real one.",
  startButton: 'Start',
  kind: 'Kind',
  firmware: 'Firmware that it runs',
  firmwareHint: 'Put the old firmware here: {{endings}}',
  uploaded: 'Uploaded file',
  imei: 'IMEI (optional)',
  imeiHint: 'Without one it gets a test number.',
  imeiWrong: 'An IMEI has 15 digits.',
  case: "The customer's case",
  cases: "Customer's case",
  healthy: 'All is well',
  healthyText:
    'A module without a fault, every knob at its default; it refuses a wrong package before the restart.',
  knobs: 'Knobs',
  knobsChanged: 'Knobs ({{count}} changed)',
  findCase: 'Find: 43, power, SIM…',
  findKnob: 'Find a knob',
  onlyChanged: 'Changed only',
  nothingFound: 'Nothing fits.',
  toDefault: 'Back to default: {{name}}',
  on: 'on',
  off: 'off',
  again: 'The same module from the command line:',
  runningTitle: 'Case and knobs',
  runningHint: 'Changes count at once, without a restart.',
  tcp: 'Also offer a TCP port',
  lastRefusal: 'Why the last package was refused',
};
