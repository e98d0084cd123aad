import { AppError } from '../../../shared/errors.ts';
import type { AtChannel } from './atChannel.ts';
import { identityQuestions, type ModuleAnswers } from './drivers/detection.ts';
import type { UpgradeDriver } from './drivers/driver.ts';
import { type DriverChoice, drivers, findDriver, rankDrivers } from './drivers/index.ts';
import type { IdentifyOptions } from './identityVersion.ts';

export interface RecogniseOptions extends IdentifyOptions {
  /** A driver that a person forces; then the module is not asked which one fits. */
  readonly driver?: string;
  /** Default: every driver there is. */
  readonly among?: readonly UpgradeDriver[];
}

export interface Recognition {
  /** Drivers that fit, surest first; empty for a module that nobody knows. */
  readonly choices: readonly DriverChoice[];
  readonly answers: ModuleAnswers;
}

/** Two silences in a row end the questions: the port has other worries than optional commands. */
const silenceLimit = 2;

/**
 * Asks a module who it is until one driver is certain (at-commands 1.6, 3, 4).
 *
 * @throws AppError modem.unknownDriver {driver}, port.closed, rpc.cancelled
 */
export async function recognise(channel: AtChannel, options: RecogniseOptions = {}): Promise<Recognition> {
  const { driver: id, among = drivers } = options;
  if (id !== undefined)
    return { choices: [{ driver: forcedDriver(id), detection: null, forced: true }], answers: new Map() };
  const answers = new Map<string, readonly string[] | null>();
  let silences = 0;
  for (const question of identityQuestions) {
    const lines = await ask(channel, question, options);
    silences = lines === 'silent' ? silences + 1 : 0;
    answers.set(question, lines === 'silent' ? null : lines);
    const [best] = rankDrivers(answers, among);
    if (best?.detection?.certainty === 'certain' || silences >= silenceLimit) break;
  }
  return { choices: rankDrivers(answers, among), answers };
}

/** @throws AppError modem.unknownDriver {driver, known} */
export function forcedDriver(id: string): UpgradeDriver {
  const driver = findDriver(id);
  if (driver !== undefined) return driver;
  const known = drivers.map(({ description }) => description.id).join(', ');
  throw new AppError('modem.unknownDriver', { driver: id, known });
}

/** The lines of an answer, null for a refusal. */
async function ask(
  channel: AtChannel,
  command: string,
  { timeoutMs = 3000, signal }: IdentifyOptions,
): Promise<readonly string[] | null | 'silent'> {
  try {
    const reply = await channel.send(command, { timeoutMs, ...(signal === undefined ? {} : { signal }) });
    return reply.final === 'ok' ? reply.lines : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'modem.timeout') return 'silent';
    throw error;
  }
}
