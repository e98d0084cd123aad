import { boardKnobs } from '../kit/knobs.ts';
import { choice, type KnobsOf, number, text, toggle } from '../knobs/spec.ts';

/** Every knob of the virtual OneMO module and of the platform behind it; facts in at-commands 5. */
export const onemoKnobs = {
  ...boardKnobs,
  model: text('identity', 'MN316'),

  /** From `AT+MIPLOPEN` to the event of the login. */
  loginMs: number('platform', 800, { unit: 'ms' }),
  /** Event of the bootstrap before the login: 2 ok, 3 failed, 0 = the login needs none. */
  bootstrapEvent: choice('platform', 2, [2, 3, 0]),
  /** Event of the login: 6 ok, 7 failed. */
  loginEvent: choice('platform', 6, [6, 7]),
  /** The instance of `AT+MIPLCREATEEX` is still there after a restart, as the documented transcript needs it. */
  instanceSurvives: toggle('platform', true),
  /** Answers every MIPL command with this `+CIS ERROR`, 0 = as it really is. */
  cisError: choice('platform', 0, [0, 100, 601, 602, 651, 652, 653]),
  /** 31, 32 or 33 some time after the login, 0 = none. */
  platformEvent: choice('platform', 0, [0, 31, 32, 33]),
  platformEventMs: number('platform', 2000, { unit: 'ms' }),
  /** CTWing counts bytes (event 51), and fails an update when the session ends or its time is over. */
  platform: choice('platform', 'onenet', ['onenet', 'ctwing']),
  /** The platform reads the battery level before it starts. */
  platformReads: toggle('platform', false),

  /** Where the platform's package lies; empty = it has no plan. The module learns of it only by downloading it. */
  planUrl: text('cloud', '', { pattern: /^(?:http:\/\/\S+)?$/, form: 'http://…' }),
  /** From the login to the start of the plan. */
  planDelayMs: number('cloud', 1500, { unit: 'ms' }),

  /** The download is interrupted once at this per cent; 101 = it is not. */
  interruptAt: number('download', 101, { max: 101, unit: 'percent' }),
  /** What a connection that breaks really becomes: interrupted (47) or failed (41); unknown. */
  brokenEvent: choice('download', 47, [47, 41]),
  /** Lines of Xinyi modules instead of the numbers. */
  stateLines: choice('download', 'mipl', ['mipl', 'xinyi']),

  /** Event 44 or 45 comes after the restart or before it; unknown. */
  resultAt: choice('apply', 'afterRestart', ['afterRestart', 'beforeRestart']),
  /** Every update fails (45). */
  updateFails: toggle('apply', false),
} as const;

export type OnemoKnobs = KnobsOf<typeof onemoKnobs>;
