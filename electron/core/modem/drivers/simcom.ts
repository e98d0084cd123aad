import { isQuotable, parseInteger, splitNamed } from '../../../../shared/domain/atLine.ts';
import { trimNoise } from '../../../../shared/domain/atText.ts';
import { meaning } from '../../../../shared/domain/codeMeaning.ts';
import { AppError } from '../../../../shared/errors.ts';
import { readVersionBy } from '../identityVersion.ts';
import { finalText } from '../settings.ts';
import { defineDriver, unexplainedApply } from './defineDriver.ts';
import { detectByWord } from './detection.ts';
import type { UpgradeDriver } from './driver.ts';
import { failure, type UpgradeSignal } from './signal.ts';

/** SIMCom A76xx, from sources that speak to it (at-commands 4): `AT+LFOTA` over the AT port, `AT+CFOTA` from a server. */

const decode: UpgradeDriver['decode'] = (line) => {
  const text = trimNoise(line);
  if (text === 'RDY' || text === 'QCRDY') return [{ kind: 'moduleReady' }];
  const named = splitNamed(text);
  const signal = named?.name === '+CFOTA' ? signalOf(named.body.toUpperCase()) : null;
  return signal === null ? [] : [signal];
};

function signalOf(body: string): UpgradeSignal | null {
  if (body === 'FOTA,START') return { kind: 'downloadStarted', facts: {} };
  if (body === 'FOTA,ERROR') return { kind: 'failed', failure: failure('download', 'FOTA,ERROR') };
  if (/^UPDATE SUCCESS/.test(body)) return { kind: 'applyEnded', code: 0 };
  if (/^UPDATE FAIL/.test(body)) return { kind: 'applyEnded', code: 'UPDATE FAIL' };
  const [, step, digits] = /^(DOWNLOADING|UPDATE)\s*:\s*(\d{1,3})$/.exec(body) ?? [];
  const percent = parseInteger(digits);
  if (percent !== null && percent <= 100) {
    return step === 'UPDATE'
      ? { kind: 'applyProgressed', percent }
      : { kind: 'downloadProgressed', amount: { unit: 'percent', done: percent } };
  }
  // A bare number that is not 100 is an error; no source explains which.
  const number = parseInteger(body);
  return number === null || number === 100 ? null : { kind: 'failed', failure: failure('download', number) };
}

const isNews = (line: string): boolean => splitNamed(trimNoise(line))?.name === '+CFOTA';

const family = {
  dialects: ['CFOTA'],
  successProof: 'versionReadbackAndUrc',
  detect: detectByWord(/\bA76\d{2}/i, 'simcomA76'),
  decode,
  readVersion: (channel, options) => readVersionBy(channel, ['AT+CGMR', 'ATI'], options),
  codes: {
    download: new Map([
      [
        'FOTA,ERROR',
        meaning('upgrade.downloadFailed', 'module', 'helps', 'checkSignal', 'checkUrl', 'tryAgain'),
      ],
    ]),
    apply: new Map([['UPDATE FAIL', unexplainedApply]]),
  },
} satisfies Partial<Parameters<typeof defineDriver>[0]>;

export const simcomCfotaDriver = defineDriver({
  ...family,
  id: 'simcom-cfota',
  deliveries: ['http'],
  /** The order of the arguments is known from sources only: channel, mode, URL, user, password. */
  async trigger(channel, { url }, options) {
    if (url === null || !isQuotable(url)) {
      throw new AppError('settings.invalid', { name: 'URL', reason: 'characters' });
    }
    const reply = await channel.send(`AT+CFOTA=1,0,"${url}",,`, { ...options, isUrc: isNews });
    if (reply.final === 'ok') return { kind: 'accepted', seqs: reply.seqs };
    return { kind: 'refused', answer: finalText(reply), seqs: reply.seqs };
  },
});

export const simcomLfotaDriver = defineDriver({
  ...family,
  id: 'simcom-lfota',
  deliveries: ['serial'],
  transfers: ['rawAfterPrompt'],
  progress: 'percent',
  resetBy: 'host',
  async upload(channel, bytes, hooks, options) {
    const total = bytes.length;
    hooks.onProgress('erasing', 0, total);
    const room = await channel.send(`AT+LFOTA=0,${total}`, options);
    const reply =
      room.final !== 'ok'
        ? room
        : await channel.send(`AT+LFOTA=1,${total}`, {
            ...options,
            payload: bytes,
            onPayload: (done) => hooks.onProgress('sending', done, total),
          });
    if (reply.final === 'ok') return { kind: 'applied', seqs: reply.seqs };
    const answer = finalText(reply);
    return {
      kind: 'failed',
      refusal: {
        ...{ verdict: 'upgrade.uploadRefused', domain: 'module', retry: 'helps', stage: 'download' },
        ...{
          remedies: ['checkPackageSize', 'tryAgain'],
          params: { answer },
          rawCode: answer,
          seqs: reply.seqs,
        },
      },
    };
  },
  async reset(channel, options) {
    const reply = await channel.send('AT+CRESET', options);
    if (reply.final === 'ok') return { kind: 'done', seqs: reply.seqs };
    return { kind: 'refused', answer: finalText(reply), seqs: reply.seqs };
  },
});
