import type { ModuleIdentity } from '../../../shared/contract/modem.ts';
import { chipOfModel, findAirVersion } from '../../../shared/domain/airVersion.ts';
import { parseInteger, splitFields, splitNamed, unquote } from '../../../shared/domain/atLine.ts';
import { readSim } from '../../../shared/domain/urc.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AtChannel, AtReply } from './atChannel.ts';
import type { ModuleAnswers } from './drivers/detection.ts';
import type { DriverChoice } from './drivers/index.ts';
import { recognise } from './identityDrivers.ts';
import { type IdentifyOptions, readVersion } from './identityVersion.ts';

/** An answer, or null when the module refused or was silent. */
type Ask = (command: string, isResponse?: (line: string) => boolean) => Promise<AtReply | null>;

export interface IdentifyModuleOptions extends IdentifyOptions {
  /** Forces a driver instead of choosing the one that fits. */
  readonly driver?: string;
}

/** Who a module is, with the drivers that fit it. */
export interface Identified {
  readonly identity: ModuleIdentity;
  /** Surest first; empty where none fits. */
  readonly choices: readonly DriverChoice[];
}

/**
 * Asks the module who it is and how its network stands (at-commands 1.6). Only the version is needed; everything else is left out
 * when the module refuses it or keeps silent.
 *
 * @throws AppError modem.timeout when the module is silent from the start, modem.notSupported {feature: 'ATI'} when it answers
 * but tells no version, modem.unknownDriver, port.closed, rpc.cancelled
 */
export async function identify(
  channel: AtChannel,
  options: IdentifyModuleOptions = {},
): Promise<ModuleIdentity> {
  return (await identifyWithDrivers(channel, options)).identity;
}

/** As `identify`, and the drivers to choose from. */
export async function identifyWithDrivers(
  channel: AtChannel,
  options: IdentifyModuleOptions = {},
): Promise<Identified> {
  await channel.train(withSignal(options.signal));
  const { choices, answers } = await recognise(channel, options);
  const [best] = choices;
  const { version } = await (best?.driver.readVersion ?? readVersion)(channel, options);
  const ask = asker(channel, options);
  const name = findAirVersion(version);
  const model = name === null ? modelOf(answers) : `Air${name.model}`;
  const hver = name === null && best !== undefined ? null : await ask('AT^HVER');
  const chip = namedBody(hver, '^HVER')?.trim() ?? (name && chipOfModel(name.model)?.silicon);
  const identity: ModuleIdentity = {
    dialect: best?.driver.description.id ?? 'unknown',
    ...(best?.detection === null || best === undefined
      ? {}
      : { dialectReason: best.detection.reason, dialectEvidence: best.detection.evidence }),
    version,
    ...(model === undefined ? {} : { model }),
    ...(chip ? { chip } : {}),
    ...(await readSurroundings(ask)),
  };
  return { identity, choices };
}

/** SIM, network and numbers; what the module refuses is left out. */
async function readSurroundings(ask: Ask): Promise<Omit<ModuleIdentity, 'dialect' | 'version'>> {
  const imei = digitsOf(await ask('AT+CGSN', isDigits), 15);
  const sim = readSimState(await ask('AT+CPIN?'));
  const registration = await readRegistration(ask);
  const attached = parseInteger(firstField(await ask('AT+CGATT?'), '+CGATT'));
  const rssi = parseInteger(firstField(await ask('AT+CSQ'), '+CSQ'));
  const iccid = sim === 'ready' ? await readIccid(ask) : undefined;
  return {
    ...(imei === undefined ? {} : { imei }),
    ...(iccid === undefined ? {} : { iccid }),
    sim,
    ...(registration === null ? {} : { registration }),
    ...(attached === null ? {} : { attached: attached === 1 }),
    // 99 is "unknown"; dBm = -113 + 2 rssi (27.007).
    ...(rssi === null || rssi < 0 || rssi > 31 ? {} : { signalDbm: -113 + 2 * rssi }),
  };
}

/** What a module that bears no AirM2M name calls itself. */
function modelOf(answers: ModuleAnswers): string | undefined {
  const [line] = answers.get('AT+CGMM') ?? [];
  const named = splitNamed(line ?? '');
  const model = unquote(named?.body ?? line ?? '');
  if (model !== '') return model;
  // Quectel answers ATI with its name, its model and its revision.
  const [, second] = answers.get('ATI') ?? [];
  return second?.replace(/^Model:\s*/i, '').trim() || undefined;
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

/** Families name the command differently; the number looks the same in all of them. */
async function readIccid(ask: Ask): Promise<string | undefined> {
  for (const command of ['AT+ICCID', 'AT+QCCID', 'AT+CCID']) {
    for (const line of (await ask(command, isIccid))?.lines ?? []) {
      const match = /(?<![0-9A-Fa-f])89[0-9A-Fa-f]{17,18}(?![0-9A-Fa-f])/.exec(line);
      if (match !== null) return match[0];
    }
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
