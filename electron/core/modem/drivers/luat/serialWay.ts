import type { Stage } from '../../../../../shared/contract/verdict.ts';
import { serialCodes, unknownSerialCode } from '../../../../../shared/domain/luatCodes.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { AtChannel, AtReply } from '../../atChannel.ts';
import { finalText } from '../../settings.ts';
import type { CommandOptions, Refusal, UploadHooks, UploadResult, UploadStep } from '../driver.ts';
import {
  applyCommand,
  blockBytes,
  blockCommand,
  blockCount,
  eraseCommand,
  readPackageState,
  serialFinal,
  testCommand,
  verifyCommand,
} from './serialBlocks.ts';

/** How often one block is sent again after a wrong checksum or a silence, and how often everything is begun anew. */
const repeatLimit = 3;
const restartLimit = 1;

/** After these the module wants to begin with an erased area (at-commands 1.9, inferred). */
const restartCodes: ReadonlySet<string> = new Set(['4', '6', '8']);
const checksumCode = '5';

/**
 * Brings a package over the AT port: test, erase, blocks, verify, apply (at-commands 1.5, 1.9). Ends when the module has
 * said OK to `apply`; whether it then runs the new version is for its reboot to show.
 */
export async function uploadOverSerial(
  channel: AtChannel,
  bytes: Uint8Array,
  hooks: UploadHooks,
  options: CommandOptions,
): Promise<UploadResult> {
  const upload = new Upload(channel, bytes, hooks, options);
  try {
    await upload.test();
    await upload.send();
    await upload.verify();
    return { kind: 'applied', seqs: await upload.apply() };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'failed', refusal: error.refusal };
    throw error;
  }
}

/** `AT+UARTUPGRADE=?` is answered from EC618 V1155 on (at-commands 1.5); asking is surer than comparing numbers. */
export async function isSerialWayOffered(channel: AtChannel, options: CommandOptions): Promise<boolean> {
  const reply = await channel.send(testCommand, options).catch(silence);
  return reply?.final === 'ok';
}

/** Leaves the sequence of steps at once; never leaves this file. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.verdict);
    this.refusal = refusal;
  }
}

class Upload {
  readonly #channel: AtChannel;
  readonly #bytes: Uint8Array;
  readonly #hooks: UploadHooks;
  readonly #options: CommandOptions;
  #restarts = 0;

  constructor(channel: AtChannel, bytes: Uint8Array, hooks: UploadHooks, options: CommandOptions) {
    this.#channel = channel;
    this.#bytes = bytes;
    this.#hooks = hooks;
    this.#options = options;
  }

  /** Firmware before V1155 and other variants do not know the command. */
  async test(): Promise<void> {
    const reply = await this.#ask('testing', testCommand, 0);
    if (reply.final !== 'ok') {
      throw new Refused({
        verdict: 'upgrade.serialNotOffered',
        domain: 'module',
        retry: 'pointless',
        remedies: ['updateFirmwareFirst', 'flashByCable'],
        params: { answer: finalText(reply) },
        rawCode: finalText(reply),
        stage: 'prepare',
        seqs: reply.seqs,
      });
    }
    this.#hooks.note('upgrade.serialOffered', {});
  }

  async send(): Promise<void> {
    await this.#erase();
    const count = blockCount(this.#bytes.length);
    let number = 0;
    while (number < count) {
      const refused = await this.#sendBlock(number);
      if (refused === null) {
        number += 1;
        continue;
      }
      if (!restartCodes.has(refused.code ?? '') || this.#restarts >= restartLimit)
        throw refusal(refused, 'download', number);
      this.#restarts += 1;
      this.#hooks.note('upgrade.serialRestarted', { block: number, code: refused.code ?? '' }, 'warning');
      await this.#erase();
      number = 0;
    }
    this.#progress('sending', this.#bytes.length);
  }

  async verify(): Promise<void> {
    const reply = await this.#ask('verifying', verifyCommand, this.#bytes.length);
    if (reply.final !== 'ok') throw refusal(reply, 'verify');
    const { verified, state } = readPackageState(reply.lines);
    if (!verified) {
      throw new Refused({
        verdict: 'upgrade.serialNotVerified',
        domain: 'module',
        retry: 'helps',
        remedies: ['checkBase', 'checkPackageSize', 'tryAgain'],
        params: { state },
        rawCode: state,
        stage: 'verify',
        seqs: reply.seqs,
      });
    }
    this.#hooks.note('upgrade.serialVerified', { state });
  }

  async apply(): Promise<readonly number[]> {
    this.#progress('applying', this.#bytes.length);
    const reply = await this.#command(applyCommand).catch(silence);
    // A module that restarts before its OK has gone out has taken the order all the same; its version will tell.
    if (reply === null) return [];
    if (reply.final !== 'ok') throw refusal(reply, 'apply');
    this.#hooks.note('upgrade.serialApplied', {});
    return reply.seqs;
  }

  async #erase(): Promise<void> {
    const reply = await this.#ask('erasing', eraseCommand, 0);
    if (reply.final !== 'ok') throw refusal(reply, 'prepare');
    this.#hooks.note('upgrade.serialErased', {});
  }

  /** Null when the module took it; the last answer when it did not. */
  async #sendBlock(number: number): Promise<AtReply | null> {
    const command = blockCommand(this.#bytes, number);
    for (let repeat = 0; ; repeat++) {
      this.#progress('sending', number * blockBytes);
      const last = repeat >= repeatLimit;
      const reply = last
        ? await this.#ask('sending', command, number * blockBytes)
        : await this.#command(command).catch(silence);
      if (reply?.final === 'ok') return null;
      if (reply !== null && (last || reply.code !== checksumCode)) return reply;
      this.#hooks.note(
        'upgrade.serialBlockRepeated',
        { block: number, code: reply?.code ?? 'silent' },
        'warning',
      );
    }
  }

  async #ask(step: UploadStep, command: string, doneBytes: number): Promise<AtReply> {
    this.#progress(step, doneBytes);
    const reply = await this.#command(command).catch(silence);
    if (reply !== null) return reply;
    throw new Refused({
      verdict: 'upgrade.serialSilent',
      domain: 'module',
      retry: 'helps',
      remedies: ['checkCable', 'checkPower', 'tryAgain'],
      params: { step, waitedMs: this.#options.timeoutMs },
      stage: step === 'sending' ? 'download' : step === 'verifying' ? 'verify' : 'prepare',
      seqs: [],
    });
  }

  #command(command: string): Promise<AtReply> {
    return this.#channel.send(command, { ...this.#options, finalOf: serialFinal });
  }

  #progress(step: UploadStep, doneBytes: number): void {
    this.#hooks.onProgress(step, Math.min(doneBytes, this.#bytes.length), this.#bytes.length);
  }
}

/** A silence as null; every other failure goes on. */
function silence(error: unknown): null {
  if (error instanceof AppError && error.code === 'modem.timeout') return null;
  throw error;
}

function refusal(reply: AtReply, stage: Stage, block?: number): Refused {
  const known =
    reply.final === 'error' && reply.code !== undefined ? serialCodes.get(Number(reply.code)) : undefined;
  const meaning = known ?? unknownSerialCode;
  const answer = known === undefined ? finalText(reply) : `+UARTUPGRAE ERROR: ${reply.code ?? ''}`;
  return new Refused({
    ...meaning,
    params: {
      answer,
      ...(reply.code === undefined ? {} : { code: reply.code }),
      ...(block === undefined ? {} : { block }),
    },
    rawCode: reply.code ?? answer,
    stage,
    seqs: reply.seqs,
  });
}
