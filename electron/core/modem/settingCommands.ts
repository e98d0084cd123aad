import type { SettingName } from '../../../shared/contract/modem.ts';
import { isQuotable } from '../../../shared/domain/atLine.ts';
import { hasFullWidth } from '../../../shared/domain/fullWidth.ts';
import { AppError } from '../../../shared/errors.ts';

export type SettingValues = Partial<Record<SettingName, string>>;

/** Text keys below `setting.`. */
export const settingWarningCodes = [
  'keyUnusual',
  'urlNotHttp',
  'urlHttps',
  'urlLong',
  'urlNotAscii',
  'urlLoopback',
  'urlPrivate',
  'urlSaved',
  'autoOn',
  'periodRange',
  'periodBan',
  'fullWidth',
] as const;
export type SettingWarningCode = (typeof settingWarningCodes)[number];

export interface SettingWarning {
  readonly name: SettingName;
  readonly code: SettingWarningCode;
}

export interface SettingsPreview {
  /** The exact lines, in the order of sending, without their CR. */
  readonly commands: readonly string[];
  readonly warnings: readonly SettingWarning[];
}

/**
 * Order of sending. The URL comes last: setting it, AUTO or PERIOD can start a download at once (at-commands 1.1), which should
 * then find the key in its place.
 */
export const settingOrder: readonly SettingName[] = ['KEY', 'AUTO', 'PERIOD', 'URL'];

/** Documented bounds of PERIOD in seconds (at-commands 1.1). */
const periodRange = { min: 60, max: 4_294_967_295 };
/** Six requests a day is the strictest reading of the cloud's loop ban (at-commands 1.2). */
const banPeriodS = 14_400;
/** No limit is documented; longer ones are only worth a word (at-commands 1.1). */
const longUrlBytes = 255;

/** The line that reads a setting back. */
export function readCommand(name: SettingName): string {
  return `AT+UPGRADE="${name}"`;
}

/**
 * The line that writes a setting. The third argument is 1 when it shall not be saved and left out when it shall: 0, the
 * default, is "save" (at-commands 1.1).
 *
 * @throws AppError settings.invalid {name, reason: 'characters' | 'number' | 'switch'}
 */
export function writeCommand(name: SettingName, value: string, save: boolean): string {
  if (!isQuotable(value)) throw invalid(name, 'characters');
  if (name === 'PERIOD' && !/^\d{1,10}$/.test(value)) throw invalid(name, 'number');
  if (name === 'AUTO' && value !== '0' && value !== '1') throw invalid(name, 'switch');
  const argument = name === 'KEY' || name === 'URL' ? `"${value}"` : value;
  return `AT+UPGRADE="${name}",${argument}${save ? '' : ',1'}`;
}

/**
 * What writing would send, and what is worth knowing before. Warnings never stop anything.
 *
 * @throws AppError settings.invalid as `writeCommand`
 */
export function previewSettings(values: SettingValues, save: boolean): SettingsPreview {
  const commands: string[] = [];
  const warnings: SettingWarning[] = [];
  for (const name of settingOrder) {
    const value = values[name];
    if (value === undefined) continue;
    commands.push(writeCommand(name, value, save));
    for (const code of warningsOf(name, value, save, values)) warnings.push({ name, code });
  }
  return { commands, warnings };
}

function warningsOf(
  name: SettingName,
  value: string,
  save: boolean,
  all: SettingValues,
): readonly SettingWarningCode[] {
  const shared: SettingWarningCode[] = hasFullWidth(value) ? ['fullWidth'] : [];
  switch (name) {
    case 'KEY':
      return /^[A-Za-z0-9]{32}$/.test(value) ? shared : [...shared, 'keyUnusual'];
    case 'URL':
      return [...shared, ...urlWarnings(value, save)];
    case 'AUTO':
      return value === '1' ? ['autoOn'] : [];
    case 'PERIOD':
      return periodWarnings(Number(value), all.URL);
  }
}

function urlWarnings(url: string, save: boolean): SettingWarningCode[] {
  const warnings: SettingWarningCode[] = [];
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'https') warnings.push('urlHttps');
  else if (scheme !== 'http') warnings.push('urlNotHttp');
  if (new TextEncoder().encode(url).length > longUrlBytes) warnings.push('urlLong');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "everything that is not ASCII".
  if (/[^\x00-\x7f]|\s/.test(url)) warnings.push('urlNotAscii');
  const reach = reachOfHost(/^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1] ?? '');
  if (reach !== null) warnings.push(reach);
  if (save) warnings.push('urlSaved');
  return warnings;
}

/** A module on a public SIM reaches neither this computer's own names nor the private ranges of RFC 1918. */
function reachOfHost(host: string): 'urlLoopback' | 'urlPrivate' | null {
  if (/^(localhost|127\.|0\.0\.0\.0$|\[::1\]$)/i.test(host)) return 'urlLoopback';
  return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[f[cd]|\[fe80)/i.test(host)
    ? 'urlPrivate'
    : null;
}

/** The ban is the platform's: an own server may be asked as often as one likes. */
function periodWarnings(seconds: number, url: string | undefined): SettingWarningCode[] {
  if (seconds < periodRange.min || seconds > periodRange.max) return ['periodRange'];
  const asksPlatform = url === undefined || url === '' || /openluat\.com/i.test(url);
  return seconds < banPeriodS && asksPlatform ? ['periodBan'] : [];
}

function invalid(name: SettingName, reason: 'characters' | 'number' | 'switch'): AppError {
  return new AppError('settings.invalid', { name, reason });
}
