import type { ModuleIdentity, SettingValue } from '../../../../shared/contract/modem.ts';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import type { BaseMatch, Preflight } from '../../../../shared/contract/upgrade.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { AtChannel } from '../../modem/atChannel.ts';
import { identify } from '../../modem/identity.ts';
import { readSettings } from '../../modem/settings.ts';
import { matchBase } from './baseMatch.ts';
import { reachOf } from './reach.ts';

type Finding = Preflight['findings'][number];

/** Weaker than this, downloads stall in the field (27.007: -113 dBm is the weakest that is reported). */
const weakSignalDbm = -105;
/** From here on a person should know that the module's FOTA area of 480 KiB is nearly full. */
const largePackageBytes = 440 * 1024;

/**
 * Asks the module everything worth knowing before the first byte; changes nothing on it.
 * @param host host of the URL that the module will be given, null where this computer has no address
 */
export async function examineModule(
  channel: AtChannel,
  manifest: PackageManifest,
  host: string | null,
  signal: AbortSignal,
): Promise<Preflight> {
  const identity = await identify(channel, { signal });
  const settings = await readSettings(channel, { signal });
  const offersSerial = await offersSerialWay(channel, signal);
  const match = matchBase(manifest, identity.version);
  return {
    identity,
    match,
    settings,
    reach: reachOf(host ?? '127.0.0.1'),
    url: host === null ? null : `http://${host}/`,
    ways: [
      { way: 'http', possible: host !== null, reason: host === null ? 'noAddress' : 'httpPossible' },
      { way: 'serial', possible: offersSerial, reason: offersSerial ? 'serialPossible' : 'serialNotOffered' },
    ],
    findings: [
      ...matchFindings(match),
      ...networkFindings(identity),
      ...settingFindings(settings),
      ...packageFindings(manifest),
    ],
  };
}

/** `AT+UARTUPGRADE=?` is answered from EC618 V1155 on (at-commands 1.5); asking is surer than comparing numbers. */
async function offersSerialWay(channel: AtChannel, signal: AbortSignal): Promise<boolean> {
  try {
    return (await channel.send('AT+UARTUPGRADE=?', { timeoutMs: 5000, signal })).final === 'ok';
  } catch (error) {
    if (error instanceof AppError && error.code === 'modem.timeout') return false;
    throw error;
  }
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
