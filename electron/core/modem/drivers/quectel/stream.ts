import type { Stage } from '../../../../../shared/contract/verdict.ts';
import { splitNamed } from '../../../../../shared/domain/atLine.ts';
import type { VerdictCode } from '../../../../../shared/domain/upgradeTexts.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { AtChannel } from '../../atChannel.ts';
import { finalText } from '../../settings.ts';
import { listenFor } from '../awaitLine.ts';
import type { CommandOptions, Refusal, UploadHooks, UploadResult } from '../driver.ts';
import { readIndication } from './signals.ts';

/** Name of the package in the module's file system. */
const fileName = 'UFS:fota.bin';
/** The module reads and stores what it was sent before it says so; no time is documented. */
const storeFactor = 6;

/**
 * Brings a package over the AT port: as a stream that `AT+QFOTADL="FILE:<size>"` asks for, and where a module knows no stream, as
 * a file by `AT+QFUPL` (at-commands 3). Both end with the module restarting by itself.
 */
export async function uploadToQuectel(
  channel: AtChannel,
  bytes: Uint8Array,
  hooks: UploadHooks,
  options: CommandOptions,
): Promise<UploadResult> {
  hooks.onProgress('testing', 0, bytes.length);
  // Without it some modules keep their FOTA lines to themselves; one that does not know it says ERROR and goes on.
  await channel.send('AT+QINDCFG="all",1', options);
  const started = listenFor(channel, (line) => (readIndication(line)?.step === 'FILESTART' ? true : null));
  try {
    const order = await channel.send(`AT+QFOTADL="FILE:${bytes.length}",1,100,100`, options);
    if (order.final !== 'ok') return await uploadAsFile(channel, bytes, hooks, options);
    const start = await started.within(options.timeoutMs, options);
    if (start === null) return failed('upgrade.serialSilent', 'download', silence('sending', options));
    return await sendStream(channel, bytes, hooks, options);
  } finally {
    started.stop();
  }
}

async function sendStream(
  channel: AtChannel,
  bytes: Uint8Array,
  hooks: UploadHooks,
  options: CommandOptions,
): Promise<UploadResult> {
  const ended = listenFor(channel, (line) => {
    const indication = readIndication(line);
    return indication?.step === 'FILEEND' ? { code: indication.code ?? 0 } : null;
  });
  try {
    const broken = await sendBytes(channel, bytes, hooks, options);
    if (broken !== null) return broken;
    hooks.onProgress('verifying', bytes.length, bytes.length);
    const end = await ended.within(options.timeoutMs * storeFactor, options);
    const sent = { sentBytes: bytes.length, totalBytes: bytes.length };
    if (end === null) return failed('upgrade.streamBroken', 'download', sent);
    const { code } = end.value;
    if (code !== 0) return failed('upgrade.streamBroken', 'download', { ...sent, code }, [end.seq]);
    hooks.onProgress('applying', bytes.length, bytes.length);
    return { kind: 'applied', seqs: [end.seq] };
  } finally {
    ended.stop();
  }
}

/** `AT+QFUPL`: CONNECT, raw bytes, `+QFUPL: <size>,<checksum>`; the shapes are inferred, the reference only names the command. */
async function uploadAsFile(
  channel: AtChannel,
  bytes: Uint8Array,
  hooks: UploadHooks,
  options: CommandOptions,
): Promise<UploadResult> {
  const total = bytes.length;
  await channel.send(`AT+QFDEL="${fileName}"`, options);
  const connect = await channel.send(`AT+QFUPL="${fileName}",${total}`, {
    ...options,
    finalOf: (line) => (line === 'CONNECT' ? { kind: 'ok' } : null),
  });
  if (connect.final !== 'ok') {
    return failed('upgrade.uploadRefused', 'prepare', { answer: finalText(connect) }, connect.seqs);
  }
  let told = false;
  const stored = listenFor(channel, (line) => {
    told = told || splitNamed(line)?.name === '+QFUPL';
    // The OK behind it must not be taken for the answer to the next order.
    return told && line === 'OK' ? true : null;
  });
  try {
    const broken = await sendBytes(channel, bytes, hooks, options);
    if (broken !== null) return broken;
    const end = await stored.within(options.timeoutMs * storeFactor, options);
    if (end === null)
      return failed('upgrade.streamBroken', 'download', { sentBytes: total, totalBytes: total });
  } finally {
    stored.stop();
  }
  hooks.onProgress('applying', total, total);
  const order = await channel.send(`AT+QFOTADL="${fileName}",1`, options);
  if (order.final === 'ok') return { kind: 'applied', seqs: order.seqs };
  return failed('upgrade.uploadRefused', 'apply', { answer: finalText(order) }, order.seqs);
}

/** Null when everything went out. */
async function sendBytes(
  channel: AtChannel,
  bytes: Uint8Array,
  hooks: UploadHooks,
  { signal }: CommandOptions,
): Promise<UploadResult | null> {
  let sentBytes = 0;
  try {
    await channel.stream(bytes, {
      signal,
      onProgress: (done, total) => {
        sentBytes = done;
        hooks.onProgress('sending', done, total);
      },
    });
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'modem.writeStalled') throw error;
    return failed('upgrade.streamBroken', 'download', { sentBytes, totalBytes: bytes.length });
  }
}

function silence(step: string, { timeoutMs }: CommandOptions): Refusal['params'] {
  return { step, waitedMs: timeoutMs };
}

function failed(
  verdict: VerdictCode,
  stage: Stage,
  params: Refusal['params'],
  seqs: readonly number[] = [],
): UploadResult {
  const { answer, code } = params;
  const rawCode = answer ?? code;
  return {
    kind: 'failed',
    refusal: {
      ...{ verdict, stage, params, seqs, domain: 'module', retry: 'helps' },
      remedies: ['checkCable', 'tryAgain', 'restartModule'],
      ...(rawCode === undefined ? {} : { rawCode: String(rawCode) }),
    },
  };
}
