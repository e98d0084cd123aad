import { isQuotable } from '../../../../../shared/domain/atLine.ts';
import { AppError } from '../../../../../shared/errors.ts';
import { readVersionBy } from '../../identityVersion.ts';
import { finalText } from '../../settings.ts';
import { defineDriver } from '../defineDriver.ts';
import { detectByWord } from '../detection.ts';
import { quectelCodes } from './codes.ts';
import { decodeQuectel } from './signals.ts';
import { uploadToQuectel } from './stream.ts';

/** 1: the module restarts by itself once it has the package. */
const automaticReset = 1;
/** The documented default of the third argument; that it counts seconds is inferred. */
const timeoutS = 50;

/** Quectel DFOTA, `AT+QFOTADL`: HTTP, FTP, a local file, or a stream over the AT port (at-commands 3). */
export const quectelDfotaDriver = defineDriver({
  id: 'quectel-dfota',
  dialects: ['QIND'],
  deliveries: ['http', 'serial'],
  transfers: ['none', 'rawStream'],
  successProof: 'versionReadbackAndUrc',
  // Most modules tell nothing while they download; one that gives up by itself does so after six minutes (confirmed).
  timeouts: { noProgressMs: 10 * 60_000 },
  detect: detectByWord(/\bquectel/i, 'quectel'),
  decode: decodeQuectel,
  codes: quectelCodes,
  readVersion: (channel, options) => readVersionBy(channel, ['AT+QGMR', 'AT+CGMR', 'ATI'], options),
  /** The URL may also be `ftp://user:pw@host/path` or a file of the module, `UFS:name`. */
  async trigger(channel, { url }, options) {
    if (url === null || !isQuotable(url)) {
      throw new AppError('settings.invalid', { name: 'URL', reason: 'characters' });
    }
    const reply = await channel.send(`AT+QFOTADL="${url}",${automaticReset},${timeoutS}`, options);
    if (reply.final === 'ok') return { kind: 'accepted', seqs: reply.seqs };
    return { kind: 'refused', answer: finalText(reply), seqs: reply.seqs };
  },
  upload: uploadToQuectel,
});
