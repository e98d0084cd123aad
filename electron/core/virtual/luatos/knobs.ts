import { boardKnobs } from '../kit/knobs.ts';
import { choice, type KnobsOf, number, text, toggle } from '../knobs/spec.ts';

const {
  // What belongs to an AT line or to the stand-in packages is not on this board.
  latencyMs: _latency,
  echo: _echo,
  cmee: _cmee,
  unknownCommandCme: _unknown,
  parameterCme: _parameter,
  maxLineBytes: _line,
  batteryPercent: _battery,
  supplyMillivolts: _supply,
  applyPercents: _percents,
  contactMs: _contact,
  freeBytes: _free,
  signalRssi: _signal,
  ...board
} = boardKnobs;

/** Every knob of the virtual LuatOS module and of the script that runs on it; facts in platform-apis 1 and 5.1. */
export const luatosKnobs = {
  ...board,
  /** Board name in the log and in `firmware_name`. */
  bsp: text('identity', 'Air780E'),
  /** Number of the core; empty = that of the .soc, else V1112. */
  coreVersion: text('identity', '', { pattern: /^(?:V\d{1,5})?$/, form: 'V1112', atCreation: true }),
  /** `LuatOS` base in the log. */
  baseVersion: text('identity', '23.11'),
  /** Flash address of the script zone, hex; empty = that of the .soc, else 002CC000. */
  scriptAddress: text('identity', '', { pattern: /^[0-9A-Fa-f]{0,8}$/, form: '002CC000', atCreation: true }),
  /** Magic of update files, hex; empty = that of the .soc, else EAF18C16 (EC618). */
  fotaMagic: text('identity', '', { pattern: /^(?:[0-9A-Fa-f]{8})?$/, form: 'EAF18C16', atCreation: true }),
  /** Room of the script zone. */
  scriptZoneBytes: number('package', 448 * 1024, { unit: 'bytes' }),

  /** Ends of the log's lines. */
  lineEnd: choice('line', 'crlf', ['crlf', 'lf']),
  /** `[000000000.226]` before each line: seconds since the start, as the vendor's log tool shows them. */
  uptime: toggle('line', false),

  /** Which update library the script uses, in which of its ages. */
  library: choice('cloud', 'libfota', [
    'libfota',
    'libfota2023',
    'socket2022',
    'libfota2',
    'libfota2Before2024',
  ]),
  /** Stands for `iot.openluat.com`, e.g. `192.168.1.10:8080`; empty = nobody is asked. */
  platformHost: text('cloud', '', { pattern: /^[A-Za-z0-9.:[\]-]*$/, form: '192.168.1.10:8080' }),
  /** A URL of the script's own: libfota asks exactly that, libfota2 puts its parameters directly behind it. */
  customUrl: text('cloud', ''),
  /** `PRODUCT_KEY`; empty = the script has none. */
  productKey: text('cloud', 'b0wlT3yrmIpTSPLi3e7Fob5nvBJxO6pM'),
  /** What the device calls itself. */
  identity: choice('cloud', 'imei', ['imei', 'mac', 'uid']),
  /** Given by the script instead of the made-up name (libfota2); empty = made up. */
  firmwareName: text('cloud', ''),
  /** The same for the version. */
  reportedVersion: text('cloud', ''),
  /** Cores since April 2026 cut the board name at its first hyphen. */
  cutsBsp: toggle('cloud', true),
  /** `Connection: Close`, since December 2025. */
  sendsClose: toggle('cloud', true),
  /** Repeats with `Range` after a broken download, the answer appended whatever its status; 3 until January 2025. */
  rangeRetries: number('download', 0, { max: 30 }),
  /** What the log tells of a refusal: the status, -9 and the body (2025-08), or -9 alone (since 2025-11). */
  refusalForm: choice('download', 'minus9Empty', ['status', 'minus9Body', 'minus9Empty']),
  /** From the network to the first request. */
  checkAfterMs: number('time', 2000, { unit: 'ms' }),
  /** From one request to the next; the demos use four hours. */
  checkPeriodMs: number('time', 14_400_000, { min: 1000, unit: 'ms' }),
  /** The script restarts the module when a package is there. */
  rebootsItself: toggle('apply', true),
  /** A script that fails: this Lua error, empty = none. */
  luaError: text('mcu', ''),
  luaErrorMs: number('mcu', 10_000, { unit: 'ms' }),
  /** The script hangs this long after its start until the watchdog bites; 0 = it does not. */
  hangAfterMs: number('mcu', 0, { unit: 'ms' }),
  /** From the last sign of life to the bite. */
  watchdogMs: number('mcu', 9000, { unit: 'ms' }),
} as const;

export type LuatosKnobs = KnobsOf<typeof luatosKnobs>;
