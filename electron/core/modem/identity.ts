import type { ModuleIdentity } from '../../../shared/contract/modem.ts';
import { chipOfModel, findAirVersion } from '../../../shared/domain/airVersion.ts';
import { parseInteger, splitFields, splitNamed } from '../../../shared/domain/atLine.ts';
import { readSim } from '../../../shared/domain/urc.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AtChannel, AtReply } from './atChannel.ts';
import { type IdentifyOptions, readVersion } from './identityVersion.ts';

/** An answer, or null when the module refused or was silent. */
type Ask = (command: string, isResponse?: (line: string) => boolean) => Promise<AtReply | null>;

/**
 * Asks the module who it is and how its network stands (at-commands 1.6). Only the version is needed; everything else is left out
 * when the module refuses it or keeps silent.
 *
 * @throws AppError modem.timeout when the module is silent from the start, modem.notSupported {feature: 'ATI'} when it answers
 * but tells no version, port.closed, rpc.cancelled
 */
export async function identify(channel: AtChannel, options: IdentifyOptions = {}): Promise<ModuleIdentity> {
  await channel.train(withSignal(options.signal));
  const { version } = await readVersion(channel, options);
  const ask = asker(channel, options);
  const name = findAirVersion(version);
  const chip = namedBody(await ask('AT^HVER'), '^HVER')?.trim() ?? (name && chipOfModel(name.model)?.silicon);
  const imei = digitsOf(await ask('AT+CGSN', isDigits), 15);
  const sim = readSimState(await ask('AT+CPIN?'));
  const registration = await readRegistration(ask);
  const attached = parseInteger(firstField(await ask('AT+CGATT?'), '+CGATT'));
  const rssi = parseInteger(firstField(await ask('AT+CSQ'), '+CSQ'));
  const iccid = sim === 'ready' ? readIccid(await ask('AT+ICCID', isIccid)) : undefined;
  return {
    dialect: 'luat-at',
    version,
    ...(name === null ? {} : { model: `Air${name.model}` }),
    ...(chip ? { chip } : {}),
    ...(imei === undefined ? {} : { imei }),
    ...(iccid === undefined ? {} : { iccid }),
    sim,
    ...(registration === null ? {} : { registration }),
    ...(attached === null ? {} : { attached: attached === 1 }),
    // 99 is "unknown"; dBm = -113 + 2 rssi (27.007).
    ...(rssi === null || rssi < 0 || rssi > 31 ? {} : { signalDbm: -113 + 2 * rssi }),
  };
}

/** Two silences in a row end the questions: the port has other worries than optional commands. */
function asker(channel: AtChannel, { timeoutMs = 3000, signal }: IdentifyOptions): Ask {
  let silences = 0;
  return async (command, isResponse) => {
    if (silences >= 2) return null;
    try {
      const reply = await channel.send(command, {
        timeoutMs,
        ...withSignal(signal),
        ...(isResponse === undefined ? {} : { isResponse }),
      });
      silences = 0;
      return reply;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'modem.timeout') throw error;
      silences += 1;
      return null;
    }
  };
}

/** `+CME ERROR: 10` is "no SIM"; 11 to 18 are locks; a plain ERROR says nothing. */
function readSimState(reply: AtReply | null): ModuleIdentity['sim'] {
  if (reply === null) return 'unknown';
  const body = namedBody(reply, '+CPIN');
  if (body !== undefined) return readSim(body);
  if (reply.final !== 'cmeError') return 'unknown';
  if (reply.code === '10' || /not inserted/i.test(reply.code ?? '')) return 'absent';
  return ['11', '12', '16', '17', '18'].includes(reply.code ?? '') ? 'locked' : 'unknown';
}

/** Whichever of circuit and packet registration is better news; the packet one is what an upgrade needs. */
async function readRegistration(ask: Ask): Promise<number | null> {
  const packet = parseInteger(splitFields(namedBody(await ask('AT+CEREG?'), '+CEREG') ?? '')[1]);
  if (packet === 1 || packet === 5) return packet;
  const circuit = parseInteger(splitFields(namedBody(await ask('AT+CREG?'), '+CREG') ?? '')[1]);
  if (circuit === 1 || circuit === 5) return circuit;
  return packet ?? circuit;
}

function namedBody(reply: AtReply | null, name: string): string | undefined {
  for (const line of reply?.lines ?? []) {
    const named = splitNamed(line);
    if (named?.name === name) return named.body;
  }
  return undefined;
}

function firstField(reply: AtReply | null, name: string): string | undefined {
  return splitFields(namedBody(reply, name) ?? '')[0];
}

function digitsOf(reply: AtReply | null, count: number): string | undefined {
  const pattern = new RegExp(`(?<!\\d)\\d{${count}}(?!\\d)`);
  for (const line of reply?.lines ?? []) {
    const match = pattern.exec(line);
    if (match !== null) return match[0];
  }
  return undefined;
}

function readIccid(reply: AtReply | null): string | undefined {
  for (const line of reply?.lines ?? []) {
    const match = /(?<![0-9A-Fa-f])89[0-9A-Fa-f]{17,18}(?![0-9A-Fa-f])/.exec(line);
    if (match !== null) return match[0];
  }
  return undefined;
}

function isDigits(line: string): boolean {
  return /\d{15}/.test(line);
}

function isIccid(line: string): boolean {
  return /89[0-9A-Fa-f]{17}/.test(line);
}

function withSignal(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
