/**
 * Lines that a module sends on its own, as typed events; every Luat dialect at once, because firmware of different ages speaks
 * different ones on the same model (at-commands 1.3, 7 rule 5). Blanks after `:` and `,` and quotes are optional.
 */
import { parseFinal, parseInteger, splitFields, splitNamed } from './atLine.ts';
import { trimNoise } from './atText.ts';

export type UrcEvent =
  /** Download: `+UPGRADEIND: 10`; `+UPGRADE: 10` on very old firmware. */
  | { readonly kind: 'downloadProgressed'; readonly percent: number }
  /** `+UPGRADEIND: -1003`, or `+CME ERROR: 1003` from older firmware; `code` is always the negative form. */
  | { readonly kind: 'upgradeFailed'; readonly code: number; readonly dialect: 'UPGRADEIND' | 'CME' }
  /** The boot loader patches: `+QIND: "FOTA","START"`. */
  | { readonly kind: 'applyStarted' }
  /** `+QIND: "FOTA","UPDATING",13` or `+UPGRADEDL: 13`. */
  | { readonly kind: 'applyProgressed'; readonly percent: number }
  /** `+QIND: "FOTA","END",0`; 0 is success. */
  | { readonly kind: 'applyEnded'; readonly code: number }
  /** `+UPGRADEVER: AirM2M_...` */
  | { readonly kind: 'versionAnnounced'; readonly version: string }
  /** `+UPGRADEVER: 1`: the module told the cloud how it went. */
  | { readonly kind: 'cloudInformed'; readonly succeeded: boolean }
  /** `+UPGRADE: 2,-1003,200,43` without being asked. */
  | { readonly kind: 'upgradeStateTold'; readonly state: UpgradeQuery }
  /** `^boot.rom'v'!\n` on UART1. */
  | { readonly kind: 'bootBannerShown' }
  /** `RDY`: the application runs. */
  | { readonly kind: 'moduleReady' }
  | { readonly kind: 'poweredDown' }
  | { readonly kind: 'modeChanged'; readonly mode: number }
  | { readonly kind: 'serviceChanged'; readonly available: boolean }
  /** `+CGEV: ME PDN ACT 1,0` and its relatives. */
  | { readonly kind: 'packetDomainChanged'; readonly active: boolean; readonly detail: string }
  | { readonly kind: 'networkTimeTold'; readonly time: string }
  | { readonly kind: 'simChanged'; readonly sim: 'ready' | 'absent' | 'locked' | 'unknown' }
  | { readonly kind: 'registrationChanged'; readonly status: number }
  /** A line of the shape `+NAME: ...` that none of the rules knows. */
  | { readonly kind: 'other'; readonly name: string; readonly body: string };

/** Answer to `AT+UPGRADE?` (at-commands 1.1): idle, downloading, or how the last attempt ended. */
export type UpgradeQuery =
  | { readonly state: 'idle' }
  | { readonly state: 'downloading'; readonly percent: number | null }
  | {
      readonly state: 'ended';
      /** -1000 ... -1006; null when the module gave none. */
      readonly code: number | null;
      readonly http: number | null;
      /** Cloud code, e.g. 43 (luatCodes.ts); 0 and absent are null. */
      readonly cause: number | null;
    };

/** The event of an unsolicited line; null when the line has no shape of a URC (log text, an answer without a name). */
export function decodeUrc(text: string): UrcEvent | null {
  const line = trimNoise(text);
  const bare = decodeBare(line);
  if (bare !== null) return bare;
  const final = parseFinal(line);
  if (final?.kind === 'cmeError') return decodeCme(final.code ?? '');
  const named = splitNamed(line);
  if (named === null) return null;
  return decoders[named.name]?.(named.body) ?? { kind: 'other', name: named.name, body: named.body };
}

/** Whether a CME number belongs to upgrades (1000 to 1006, at-commands 1.2). */
export function isUpgradeCme(code: string | undefined): boolean {
  const number = parseInteger(code);
  return number !== null && number >= 1000 && number <= 1006;
}

/**
 * Reads `+UPGRADE: <state>[,...]`. Square brackets may be literal (the manual leaves it open), and any of the three numbers
 * of state 2 may be missing. Null for anything else.
 */
export function parseUpgradeQuery(text: string): UpgradeQuery | null {
  const named = splitNamed(trimNoise(text));
  if (named === null || named.name !== '+UPGRADE') return null;
  const fields = splitFields(named.body.replace(/[[\]]/g, ''));
  const [state, first, second, third] = fields.map((field) => parseInteger(field));
  if (state === 0 && fields.length === 1) return { state: 'idle' };
  if (state === 1) return { state: 'downloading', percent: first ?? null };
  if (state !== 2) return null;
  return { state: 'ended', code: first || null, http: second || null, cause: third || null };
}

/** Value of `+UPGRADE:<tag>,<value>`; null when the line is not the read-back of this tag. The value may hold commas. */
export function parseUpgradeTag(text: string, tag: string): string | null {
  const named = splitNamed(trimNoise(text));
  if (named === null || named.name !== '+UPGRADE') return null;
  const match = /^"?([A-Za-z]+)"?[ \t]*(?:,(.*))?$/.exec(named.body);
  if (match === null || (match[1] ?? '').toUpperCase() !== tag) return null;
  const value = (match[2] ?? '').trim();
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

const decoders: Readonly<Record<string, (body: string) => UrcEvent | null>> = {
  '+UPGRADEIND': decodeUpgradeInd,
  '+UPGRADE': decodeUpgrade,
  '+UPGRADEDL': decodeApply,
  '+UPGRADDL': decodeApply,
  '+UPGRADEVER': decodeVersion,
  '+QIND': decodeQind,
  '^MODE': (body) => withInteger(splitFields(body)[0], (mode) => ({ kind: 'modeChanged', mode })),
  '+CGEV': decodeCgev,
  '+NITZ': (body) => ({ kind: 'networkTimeTold', time: body }),
  '+CPIN': (body) => ({ kind: 'simChanged', sim: readSim(body) }),
  '+CREG': decodeRegistration,
  '+CEREG': decodeRegistration,
  '+CGREG': decodeRegistration,
};

function decodeBare(line: string): UrcEvent | null {
  if (line === 'RDY') return { kind: 'moduleReady' };
  if (/^\^boot\.rom/i.test(line)) return { kind: 'bootBannerShown' };
  if (/^\+E_UTRAN Service/i.test(line)) return { kind: 'serviceChanged', available: true };
  if (/^\+NO Service/i.test(line)) return { kind: 'serviceChanged', available: false };
  if (/^NORMAL POWER DOWN/i.test(line)) return { kind: 'poweredDown' };
  return null;
}

function decodeUpgradeInd(body: string): UrcEvent | null {
  const value = parseInteger(splitFields(body)[0]);
  if (value === null) return null;
  if (value < 0) return { kind: 'upgradeFailed', code: value, dialect: 'UPGRADEIND' };
  return value <= 100 ? { kind: 'downloadProgressed', percent: value } : null;
}

/** One number alone is the progress of very old firmware; with more fields it is a state. */
function decodeUpgrade(body: string): UrcEvent | null {
  const fields = splitFields(body);
  const percent = parseInteger(fields[0]);
  if (fields.length === 1 && percent !== null && percent >= 0 && percent <= 100) {
    return { kind: 'downloadProgressed', percent };
  }
  const state = parseUpgradeQuery(`+UPGRADE: ${body}`);
  return state === null ? null : { kind: 'upgradeStateTold', state };
}

function decodeApply(body: string): UrcEvent | null {
  const percent = parseInteger(splitFields(body)[0]);
  return percent !== null && percent >= 0 && percent <= 100 ? { kind: 'applyProgressed', percent } : null;
}

function decodeVersion(body: string): UrcEvent | null {
  const value = splitFields(body)[0] ?? '';
  if (value === '0' || value === '1') return { kind: 'cloudInformed', succeeded: value === '1' };
  return value === '' ? null : { kind: 'versionAnnounced', version: value };
}

function decodeQind(body: string): UrcEvent | null {
  const [subject, step, value] = splitFields(body);
  if (subject?.toUpperCase() !== 'FOTA') return null;
  switch (step?.toUpperCase()) {
    case 'START':
      return { kind: 'applyStarted' };
    case 'UPDATING':
      return decodeApply((value ?? '').replace('%', ''));
    case 'END':
      return withInteger(value, (code) => ({ kind: 'applyEnded', code }));
    default:
      return null;
  }
}

function decodeCgev(body: string): UrcEvent | null {
  if (/\bDEACT\b|\bDETACH\b/i.test(body)) return { kind: 'packetDomainChanged', active: false, detail: body };
  return /\bACT\b/i.test(body) ? { kind: 'packetDomainChanged', active: true, detail: body } : null;
}

function decodeCme(code: string): UrcEvent {
  if (isUpgradeCme(code)) return { kind: 'upgradeFailed', code: -Number(code), dialect: 'CME' };
  return { kind: 'other', name: '+CME ERROR', body: code };
}

/** The unsolicited form has no `<n>`: its first field is the status. */
function decodeRegistration(body: string): UrcEvent | null {
  return withInteger(splitFields(body)[0], (status) => ({ kind: 'registrationChanged', status }));
}

/** State of the SIM from the body of `+CPIN:`. */
export function readSim(body: string): 'ready' | 'absent' | 'locked' | 'unknown' {
  const text = body.toUpperCase();
  if (text.startsWith('READY')) return 'ready';
  if (text.includes('REMOVED') || text.includes('NOT INSERTED')) return 'absent';
  return /\b(PIN|PUK)\d?\b/.test(text) ? 'locked' : 'unknown';
}

function withInteger(text: string | undefined, make: (value: number) => UrcEvent): UrcEvent | null {
  const value = parseInteger(text);
  return value === null ? null : make(value);
}
