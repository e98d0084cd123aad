import type { ModuleIdentity, SettingValue } from '../../../../shared/contract/modem.ts';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { type BaseMatch, type Preflight, type Way, waySchema } from '../../../../shared/contract/upgrade.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Devices } from '../../devices/devices.ts';
import type { AtChannel } from '../../modem/atChannel.ts';
import { chooseDriver, type DriverChoice } from '../../modem/drivers/index.ts';
import { type Identified, identifyWithDrivers } from '../../modem/identity.ts';
import { readSettings } from '../../modem/settings.ts';
import { masked } from '../../settings/settingChanges.ts';
import { matchBase } from './baseMatch.ts';
import { quotaOf } from './platformQuota.ts';
import { reachOf } from './reach.ts';

type Finding = Preflight['findings'][number];

/** Weaker than this, downloads stall in the field (27.007: -113 dBm is the weakest that is reported). */
const weakSignalDbm = -105;
/** From here on a person should know that the module's FOTA area of 480 KiB is nearly full. */
const largePackageBytes = 440 * 1024;

export interface PreflightQuestion {
  /** null where no package of Airdock's is brought. */
  readonly manifest: PackageManifest | null;
  /** Host of the URL that the module will be given, null where this computer has no address. */
  readonly host: string | null;
  /** Id of a driver that a person chose. */
  readonly forced?: string | undefined;
  /** A port that carries a log: nobody is asked. */
  readonly overheard: Identified | null;
  /** The way that is meant to be taken; what only matters on other ways is left out. */
  readonly way?: Way | undefined;
}

export interface PreflightParts {
  readonly channel: AtChannel;
  readonly devices: Pick<Devices, 'listRequests' | 'recordRequest' | 'banOf'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Asks the module everything worth knowing before the first byte; changes nothing on it. */
export async function examineModule(
  parts: PreflightParts,
  { manifest, host, forced, way, overheard }: PreflightQuestion,
): Promise<Preflight> {
  const { channel, devices, clock, signal } = parts;
  const options = { signal, ...(forced === undefined ? {} : { driver: forced }) };
  const { identity, choices } = overheard ?? (await identifyWithDrivers(channel, options));
  // Only families with a setting for the URL have settings to read.
  const hasSettings = chooseDriver(choices, 'http')?.driver.configure !== undefined;
  // The KEY is of no use to whoever reads a preflight.
  const settings = hasSettings ? (await readSettings(channel, { signal })).map(masked) : [];
  const match = manifest === null ? unknownMatch(identity.version) : matchBase(manifest, identity.version);
  const { imei, version } = identity;
  const bansLoops = chooseDriver(choices, 'cloud')?.driver.description.bansLoops === true;
  const requests =
    imei === undefined || !bansLoops ? null : quotaOf(devices, imei, version, clock.wallMs(), settings);
  const banned = imei !== undefined && devices.banOf(imei) !== null;
  return {
    identity,
    match,
    settings,
    reach: reachOf(host ?? '127.0.0.1'),
    url: host === null ? null : `http://${host}/`,
    ways: await waysOf(choices, host, parts),
    requests,
    findings: [
      ...(manifest === null ? [] : matchFindings(match)),
      ...(overheard === null ? networkFindings(identity) : []),
      ...(hasSettings ? settingFindings(settings) : []),
      ...(asksPlatform(manifest, way) ? requestFindings(requests, banned) : []),
      ...(manifest === null ? [] : packageFindings(manifest)),
    ],
  };
}

/** Somebody else's file or URL asks no platform; where no way is named, a platform is meant. */
function asksPlatform(manifest: PackageManifest | null, way: Way | undefined): boolean {
  return manifest === null && (way === undefined || way === 'cloud' || way === 'local');
}

function unknownMatch(moduleVersion: string): BaseMatch {
  return { state: 'unknown', by: 'name', moduleVersion, baseVersion: null };
}

/** Asking the module whether it knows a way's commands is surer than comparing versions. */
async function waysOf(
  choices: readonly DriverChoice[],
  host: string | null,
  { channel, clock, signal }: PreflightParts,
): Promise<Preflight['ways']> {
  const ways: Preflight['ways'] = [];
  for (const way of waySchema.options) {
    const choice = chooseDriver(choices, way);
    if (choice === null) {
      ways.push({ way, possible: false, reason: 'noDriver', driver: null });
      continue;
    }
    const offered = await choice.driver.isOffered?.(channel, { signal, clock, timeoutMs: 5000 });
    const reason = wayReason(way, offered !== false, host);
    ways.push({ way, possible: reason.endsWith('Possible'), reason, driver: described(choice) });
  }
  return ways;
}

function wayReason(way: Way, offered: boolean, host: string | null): string {
  if (way === 'http' && host === null) return 'noAddress';
  return offered ? `${way}Possible` : `${way}NotOffered`;
}

function described({
  driver,
  detection,
  forced,
}: DriverChoice): NonNullable<Preflight['ways'][number]['driver']> {
  const { reason = null, evidence = null } = detection ?? {};
  return { id: driver.description.id, reason, evidence, forced };
}

/** A platform bans modules that ask too often; a server of one's own does not. */
function requestFindings(requests: Preflight['requests'], banned: boolean): Finding[] {
  if (banned) return [{ level: 'error', code: 'banStands' }];
  if (requests === null) return [];
  if (requests.holdMs > 0) return [{ level: 'warning', code: 'requestsHeld' }];
  return requests.warn ? [{ level: 'warning', code: 'requestsMany' }] : [];
}

function matchFindings({ state }: BaseMatch): Finding[] {
  if (state === 'mismatch') return [{ level: 'error', code: 'baseMismatch' }];
  if (state === 'already') return [{ level: 'error', code: 'alreadyThere' }];
  return state === 'unknown' ? [{ level: 'warning', code: 'baseUnknown' }] : [];
}

/** The network matters for the HTTP way only, so nothing here is an error. */
function networkFindings({ sim, registration, attached, signalDbm }: ModuleIdentity): Finding[] {
  if (sim !== 'ready' && sim !== 'unknown') return [{ level: 'warning', code: 'noSim' }];
  const findings: Finding[] = [];
  if (registration !== undefined && registration !== 1 && registration !== 5) {
    findings.push({ level: 'warning', code: 'notRegistered' });
  }
  if (attached === false) findings.push({ level: 'warning', code: 'notAttached' });
  if (signalDbm === undefined) findings.push({ level: 'info', code: 'noSignal' });
  else if (signalDbm < weakSignalDbm) findings.push({ level: 'warning', code: 'weakSignal' });
  return findings;
}

function settingFindings(settings: readonly SettingValue[]): Finding[] {
  const url = settings.find(({ name }) => name === 'URL');
  if (url === undefined || url.source === 'unknown') return [{ level: 'info', code: 'urlNotReadable' }];
  return url.value === null || url.value === '' ? [] : [{ level: 'info', code: 'urlSaved' }];
}

function packageFindings(manifest: PackageManifest): Finding[] {
  const findings: Finding[] = [];
  if (manifest.sizeBytes > largePackageBytes) findings.push({ level: 'warning', code: 'largePackage' });
  if (manifest.notCovered.some(({ role }) => role === 'bootloader')) {
    findings.push({ level: 'warning', code: 'bootloaderChanged' });
  }
  return findings;
}
