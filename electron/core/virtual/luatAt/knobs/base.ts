import { choice, number, text, toggle } from '../../knobs/spec.ts';

/** Times. `speed` divides those that only the host at the port sees; what a server sees keeps real time. */
export const timeKnobs = {
  /** How many times faster than the times below. */
  speed: number('time', 1, { min: 0.001, unit: 'times' }),
  /** From the end of a command to its answer. Real: OK after 4 ms (at-commands 1.1). */
  latencyMs: number('time', 4, { unit: 'ms' }),
  /** Extra time of a command that saves a setting. Real: 42 to 114 ms (1.1). */
  nvWriteMs: number('time', 42, { unit: 'ms' }),
  /** From the start of the application firmware to `RDY`. */
  bootMs: number('time', 2000, { unit: 'ms' }),
  /** From `RDY` until the network is attached and its lines appear. */
  networkMs: number('time', 1000, { unit: 'ms' }),
  /** From `+UPGRADEIND: 100` or the answer to `AT+RESET` until the reset. */
  rebootDelayMs: number('time', 300, { unit: 'ms' }),
  /** How long the boot loader works on a whole package. Real: up to minutes; short here so that a demo is short. */
  applyMs: number('time', 3000, { unit: 'ms' }),
  /** From the trigger to the first contact with the server. */
  contactMs: number('time', 200, { unit: 'ms' }),
  /** How long the module stays dark after a power cut. */
  powerOffMs: number('time', 1000, { unit: 'ms' }),
} as const;

export const lineKnobs = {
  /** Echo after power on; real: on (1.6). */
  echo: toggle('line', true),
  /** CMEE mode after power on. */
  cmee: choice('line', 1, [0, 1, 2]),
  /** CME number for an unknown command; 58 or 811 are likely (1.9 U-T4, inferred). */
  unknownCommandCme: number('line', 58, { unit: 'cme' }),
  /** CME number for bad parameters: 53, 793 or 795 (1.1, inferred). */
  parameterCme: number('line', 53, { unit: 'cme' }),
  /** Longest command line; longer ones answer an error. An UARTUPGRADE block of 1024 bytes needs about 2080. */
  maxLineBytes: number('line', 4096, { min: 16, unit: 'bytes' }),
  /** Auto-baud is lost at a reset: so many command lines are not heard before the first is answered (6, row 22; inferred). */
  deafLines: number('line', 0, { max: 20 }),
  /** Noise before `RDY`, as a terminal shows it while the rate is wrong (6, row 22). */
  garbageBytes: number('line', 0, { max: 4096, unit: 'bytes' }),
} as const;

export const identityKnobs = {
  /** What `AT^HVER` tells; empty: by the chip and the model. */
  hardware: text('identity', ''),
  /** A blank after `^HVER:`; one driver expects none (1.6). */
  hardwareBlank: toggle('identity', true),
  /** `AT+GSN` is not in the command list: unknown (8.9). */
  gsn: toggle('identity', false),
  serialNumber: text('identity', ''),
  supplyMillivolts: number('identity', 3800, { max: 20_000, unit: 'millivolts' }),
} as const;

export const radioKnobs = {
  /** Taking it out and putting it back in while the module runs is the hot plug (1.6). */
  sim: toggle('radio', true),
  /** What `AT+CPIN?` tells of a card that is in. */
  simLock: choice('radio', 'none', ['none', 'pin', 'puk', 'failure']),
  /** Whether a change of `sim` is announced; not every module has the contact for it. */
  simHotPlug: toggle('radio', true),
  /** Second field of CREG and CEREG once the network is up: 1 home, 5 roaming, 2 searching, 3 denied, 0 idle. */
  registration: choice('radio', 1, [0, 1, 2, 3, 4, 5]),
  /** CGATT once the network is up. */
  attached: toggle('radio', true),
  /** 0..31, 99 unknown. */
  signalRssi: number('radio', 24, { max: 99 }),
  /** Rssi wanders by up to this many steps around `signalRssi`. */
  signalJitter: number('radio', 0, { max: 31 }),
  /** `+CGEV: ME PDN ACT 1,0` as an EC718 printed it, else `… 1` (L-T1, L-T2). */
  pdnIndex: toggle('radio', false),
} as const;

export const portKnobs = {
  /** The port vanishes at a reset and the boot loader's output is lost, as on USB; false: a UART that shows all (1.3). */
  usbDrop: toggle('port', false),
  /** With `usbDrop`: from the start of the application firmware until the port is back (position inferred, L-T1). */
  portBackMs: number('port', 1200, { unit: 'ms' }),
} as const;
