import { parseInteger, splitFields, splitNamed } from '../../../../shared/domain/atLine.ts';
import { meaning } from '../../../../shared/domain/codeMeaning.ts';
import type { AtChannel, AtReply } from '../atChannel.ts';
import { defineDriver } from '../drivers/defineDriver.ts';
import type { CommandOptions, CommandResult } from '../drivers/driver.ts';
import { failure, type UpgradeSignal } from '../drivers/signal.ts';
import { finalText } from '../settings.ts';

/**
 * A family that no vendor has, with every ability a platform's family can have and the shortest lines for them: `+PLAN: <what>,...`.
 * It proves the machine's rules without leaning on any real driver.
 */
export const plannedDriver = defineDriver({
  id: 'test-planned',
  dialects: ['PLAN'],
  deliveries: ['cloud', 'local'],
  triggers: ['cloud', 'host'],
  needsConfirm: true,
  progress: 'bytes',
  successProof: 'versionReadbackAndUrc',
  detect: () => null,
  decode: (line) => {
    const named = splitNamed(line);
    if (line === 'RDY') return [{ kind: 'moduleReady' }];
    const signal = named?.name === '+PLAN' ? signalOf(splitFields(named.body)) : null;
    return signal === null ? [] : [signal];
  },
  codes: {
    plan: new Map([[7, meaning('upgrade.downloadFailed', 'server', 'later', 'checkPlan')]]),
  },
  trigger: async (channel, _request, options) => {
    const result = await order(channel, 'AT+PLAN', options);
    return result.kind === 'done' ? { kind: 'accepted', seqs: result.seqs } : result;
  },
  async readConditions(channel, options) {
    const battery = await channel.send('AT+CBC', options);
    const signal = await channel.send('AT+CSQ', options);
    const rssi = fieldOf(signal, '+CSQ', 0);
    return {
      batteryPercent: fieldOf(battery, '+CBC', 1),
      signalDbm: rssi === null || rssi > 31 ? null : -113 + 2 * rssi,
      seqs: [...battery.seqs, ...signal.seqs],
    };
  },
  confirm: (channel, accept, options) => order(channel, `AT+PLAN=${accept ? 1 : 0}`, options),
  report: (channel, options) => order(channel, 'AT+LOGIN', options),
  image: {
    async readBlock(channel, { startByte, sizeBytes }, onBytes, options) {
      const reply = await channel.send(`AT+READ=${startByte},${sizeBytes}`, options);
      const bytes = Uint8Array.from(Buffer.from(reply.lines[0] ?? '', 'hex'));
      onBytes(bytes.length);
      return { bytes, seqs: reply.seqs };
    },
    nextBlock: (channel, options) => order(channel, 'AT+PLAN=2', options),
    announceUpdate: (channel, options) => order(channel, 'AT+PLAN=3', options),
    declareVersion: (channel, { to }, options) => order(channel, `AT+DECLARE=${to}`, options),
  },
});

async function order(channel: AtChannel, command: string, options: CommandOptions): Promise<CommandResult> {
  const reply = await channel.send(command, options);
  if (reply.final === 'ok') return { kind: 'done', seqs: reply.seqs };
  return { kind: 'refused', answer: finalText(reply), seqs: reply.seqs };
}

function fieldOf({ lines }: AtReply, name: string, index: number): number | null {
  const named = lines.map(splitNamed).find((line) => line?.name === name);
  return parseInteger(splitFields(named?.body ?? '')[index]);
}

/** `offer,to,minBattery,minDbm`; `start,md5`; `bytes,done,total`; `block,start,size,total`; `done`; `good`; `bad`; `fail,code`. */
function signalOf([what, first = '', second = '', third = '']: readonly string[]): UpgradeSignal | null {
  switch (what) {
    case 'offer': {
      const limits = { minBattery: Number(second), minSignalDbm: Number(third) };
      return { kind: 'offered', offer: { component: 'MCU', from: null, to: first, ...limits } };
    }
    case 'start':
      return { kind: 'downloadStarted', facts: first === '' ? {} : { md5: first } };
    case 'bytes':
      return {
        kind: 'downloadProgressed',
        amount: { unit: 'bytes', done: Number(first), total: Number(second) },
      };
    case 'block': {
      const block = { startByte: Number(first), sizeBytes: Number(second), totalBytes: Number(third) };
      return { kind: 'blockReady', block };
    }
    case 'pause':
      return { kind: 'downloadInterrupted' };
    case 'done':
      return { kind: 'downloadDone' };
    case 'good':
    case 'bad':
      return { kind: 'cloudInformed', succeeded: what === 'good' };
    case 'fail':
      return { kind: 'failed', failure: failure('plan', Number(first)) };
    default:
      return null;
  }
}
