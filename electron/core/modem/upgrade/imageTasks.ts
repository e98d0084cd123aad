import { createHash } from 'node:crypto';
import type { Stage } from '../../../../shared/contract/verdict.ts';
import type { VerdictCode } from '../../../../shared/domain/upgradeTexts.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { CommandResult, Refusal } from '../drivers/driver.ts';
import type { DownloadFacts, ReadyBlock, UpgradeOffer } from '../drivers/signal.ts';
import type { UpgradeEvent } from './events.ts';
import { commandOptions, type TaskContext } from './tasks.ts';

/** An image that was taken out of a module, whole and with the digests of what arrived. */
export interface TakenImage {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly md5: string;
  readonly offer: UpgradeOffer | null;
}

/** Saves an image or flashes it; the answer is the word of whoever runs it now, where there is one. */
export type TakeImage = (
  image: TakenImage,
  signal: AbortSignal,
) => Promise<{ readonly provenVersion?: string }>;

/** Where the blocks of one image are gathered. */
export class ImageBuffer {
  #bytes = new Uint8Array(0);

  put(block: ReadyBlock, bytes: Uint8Array): void {
    if (this.#bytes.length !== block.totalBytes) this.#bytes = new Uint8Array(block.totalBytes);
    this.#bytes.set(bytes.subarray(0, block.totalBytes - block.startByte), block.startByte);
  }

  bytes(): Uint8Array {
    return this.#bytes;
  }
}

export async function readBlockTask(
  context: TaskContext,
  block: ReadyBlock,
  image: ImageBuffer,
  onProgress: (done: number) => void,
): Promise<UpgradeEvent> {
  const { driver, channel } = context;
  if (driver.image === undefined) throw new Error('the family hands no image over');
  try {
    const { bytes, seqs } = await driver.image.readBlock(
      channel,
      block,
      (done) => onProgress(block.startByte + done),
      commandOptions(context),
    );
    if (bytes.length !== block.sizeBytes) return blockShort(block, bytes.length);
    image.put(block, bytes);
    return { kind: 'blockRead', block, seqs };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'modem.timeout') throw error;
    return blockShort(block, 0);
  }
}

/** The block behind the last one; only a refusal is an event, the block itself comes as a signal. */
export async function nextBlockTask(context: TaskContext): Promise<UpgradeEvent | null> {
  const { driver, channel } = context;
  const result = await driver.image?.nextBlock(channel, commandOptions(context));
  return result?.kind === 'refused' ? orderRefused(result) : null;
}

/** Digests, announcement, handing on, declaration: in this order, and nothing is announced that is damaged. */
export async function takeImageTask(
  context: TaskContext,
  facts: { readonly announced: DownloadFacts; readonly offer: UpgradeOffer | null },
  image: ImageBuffer,
  { take, declare = true }: { readonly take: TakeImage; readonly declare?: boolean },
): Promise<UpgradeEvent> {
  const { announced, offer } = facts;
  const taken = { bytes: image.bytes(), ...digestsOf(image.bytes()), offer };
  const wrong = mismatchOf(taken, announced);
  if (wrong !== null) return wrong;
  const { driver, channel, signal } = context;
  const announcedUse = declare
    ? await driver.image?.announceUpdate(channel, commandOptions(context))
    : undefined;
  if (announcedUse?.kind === 'refused') return orderRefused(announcedUse);
  const { provenVersion } = await take(taken, signal);
  const declared =
    offer === null || !declare
      ? undefined
      : await driver.image?.declareVersion(channel, offer, commandOptions(context));
  if (declared?.kind === 'refused') return orderRefused(declared);
  return {
    kind: 'imageTaken',
    ...(provenVersion === undefined ? {} : { provenVersion }),
    declared: declared !== undefined,
    seqs: [...(announcedUse?.seqs ?? []), ...(declared?.seqs ?? [])],
  };
}

function digestsOf(bytes: Uint8Array): Pick<TakenImage, 'md5' | 'sha256'> {
  const digest = (name: string): string => createHash(name).update(bytes).digest('hex');
  return { md5: digest('md5'), sha256: digest('sha256') };
}

function mismatchOf(
  { md5, sha256 }: Pick<TakenImage, 'md5' | 'sha256'>,
  announced: DownloadFacts,
): UpgradeEvent | null {
  for (const [name, actual, expected] of [
    ['SHA-256', sha256, announced.sha256],
    ['MD5', md5, announced.md5],
  ] as const) {
    if (expected === undefined || expected === actual) continue;
    const params = { name, actual, expected };
    return imageRefused('upgrade.imageDamaged', 'verify', params);
  }
  return null;
}

function blockShort({ startByte, sizeBytes }: ReadyBlock, readBytes: number): UpgradeEvent {
  return imageRefused('upgrade.blockShort', 'download', { startByte, sizeBytes, readBytes });
}

function imageRefused(verdict: VerdictCode, stage: Stage, params: Refusal['params']): UpgradeEvent {
  const refusal: Refusal = {
    ...{ verdict, stage, params, domain: 'module', retry: 'helps' },
    ...{ remedies: ['tryAgain', 'checkCable'], seqs: [] },
  };
  return { kind: 'refused', refusal };
}

function orderRefused({ answer, seqs }: Extract<CommandResult, { kind: 'refused' }>): UpgradeEvent {
  return {
    kind: 'refused',
    refusal: {
      ...{
        verdict: 'upgrade.offerGone',
        domain: 'module',
        retry: 'later',
        remedies: ['checkPlan', 'tryAgain'],
      },
      ...{ params: { answer }, rawCode: answer, stage: 'download', seqs },
    },
  };
}
