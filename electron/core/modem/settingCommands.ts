import type { SettingName } from '../../../shared/contract/modem.ts';
import { isQuotable } from '../../../shared/domain/atLine.ts';
import { hasFullWidth } from '../../../shared/domain/fullWidth.ts';
import { AppError } from '../../../shared/errors.ts';

export type SettingValues = Partial<Record<SettingName, string>>;

/*
 * Only settings of `AT+UPGRADE` are written here. QuecThing's `AT+QIOTCFG="server",<type>,"<url>"` (at-commands 2.1) is left to
 * the terminal: no document shows how to read it back, it is saved at once, and a wrong one takes the module off its platform, so
 * neither the old value could be kept nor a change be undone.
 */

/** Text keys below `setting.`. */
export const settingWarningCodes = [
  'keyUnusual',
  'urlNotHttp',
  'urlHttps',
  'urlLong',
  'urlNotAscii',
  'urlLoopback',
  'urlPrivate',
  'urlLocalName',
  'urlServerOff',
  'urlNotServed',
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
const periodRange = { min: 60, max: 4_294_967_296 };
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

/** What is known of the module that would be written to. */
export interface SettingsContext {
  /** What it holds now; a short PERIOD matters only against a platform. */
  readonly current?: SettingValues;
  /** It runs on this computer, so it reaches what a real module does not. */
  readonly onThisComputer?: boolean;
}

/** Whether a module holds what was sent: numbers may come back without their leading zeros. */
export function sameSetting(name: SettingName, held: string, sent: string): boolean {
  if (name === 'KEY' || name === 'URL') return held === sent;
  return held === sent || (/^\d+$/.test(held) && /^\d+$/.test(sent) && Number(held) === Number(sent));
}

/**
 * What writing would send, and what is worth knowing before. Warnings never stop anything.
 *
 * @throws AppError settings.invalid as `writeCommand`
 */
export function previewSettings(
  values: SettingValues,
  save: boolean,
  context: SettingsContext = {},
): SettingsPreview {
  const commands: string[] = [];
  const warnings: SettingWarning[] = [];
  for (const name of settingOrder) {
    const value = values[name];
    if (value === undefined) continue;
    commands.push(writeCommand(name, value, save));
    for (const code of warningsOf(name, value, save, { ...context, values })) warnings.push({ name, code });
  }
  return { commands, warnings };
}

interface Considered extends SettingsContext {
  readonly values: SettingValues;
}

function warningsOf(
  name: SettingName,
  value: string,
  save: boolean,
  considered: Considered,
): readonly SettingWarningCode[] {
  const shared: SettingWarningCode[] = hasFullWidth(value) ? ['fullWidth'] : [];
  const { values, current } = considered;
  switch (name) {
    case 'KEY':
      return /^[A-Za-z0-9]{32}$/.test(value) ? shared : [...shared, 'keyUnusual'];
    case 'URL':
      return [...shared, ...urlWarnings(value, save, considered)];
    case 'AUTO':
      return value === '1' ? ['autoOn'] : [];
    case 'PERIOD':
      return periodWarnings(Number(value), values.URL ?? current?.URL);
  }
}

function urlWarnings(url: string, save: boolean, considered: Considered): SettingWarningCode[] {
  const { values, current, onThisComputer = false } = considered;
  const warnings: SettingWarningCode[] = [];
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'https') warnings.push('urlHttps');
  else if (scheme !== 'http') warnings.push('urlNotHttp');
  if (new TextEncoder().encode(url).length > longUrlBytes) warnings.push('urlLong');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "everything that is not ASCII".
  if (/[^\x00-\x7f]|\s/.test(url)) warnings.push('urlNotAscii');
  const reach = onThisComputer ? null : reachOfHost(hostOf(url));
  if (reach !== null) warnings.push(reach);
  if (save) warnings.push('urlSaved');
  // The period that the module holds already meets the platform only now.
  const heldPeriod = Number(current?.PERIOD ?? Number.NaN);
  if (values.PERIOD === undefined && asksPlatform(url) && heldPeriod < banPeriodS) warnings.push('periodBan');
  return warnings;
}

function hostOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1] ?? '';
}

/**
 * A module on a public SIM reaches neither this computer's own names nor private ranges (RFC 1918, RFC 6598), nor a name
 * without a domain.
 */
function reachOfHost(host: string): 'urlLoopback' | 'urlPrivate' | 'urlLocalName' | null {
  if (/^(localhost$|127\.|0\.0\.0\.0$|\[::1\]$)/i.test(host)) return 'urlLoopback';
  const isPrivate =
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[f[cd]|\[fe80)/i;
  if (isPrivate.test(host)) return 'urlPrivate';
  return /^[a-z0-9-]+$|\.(local|lan|home|internal)$/i.test(host) && /[a-z]/i.test(host)
    ? 'urlLocalName'
    : null;
}

/** The ban is the platform's: an own server may be asked as often as one likes. */
function periodWarnings(seconds: number, url: string | undefined): SettingWarningCode[] {
  if (seconds < periodRange.min || seconds > periodRange.max) return ['periodRange'];
  return seconds < banPeriodS && asksPlatform(url) ? ['periodBan'] : [];
}

/** Without a URL the module asks its vendor's cloud; an unknown one may be none. */
function asksPlatform(url: string | undefined): boolean {
  return url === undefined || url === '' || /(^|\.)openluat\.com$/i.test(hostOf(url));
}

function invalid(name: SettingName, reason: 'characters' | 'number' | 'switch'): AppError {
  return new AppError('settings.invalid', { name, reason });
}
