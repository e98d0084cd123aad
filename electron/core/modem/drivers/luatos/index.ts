import { AppError } from '../../../../../shared/errors.ts';
import { defineDriver } from '../defineDriver.ts';
import { explainLuatos } from './codes.ts';
import { decodeLuatos } from './signals.ts';
import { isSameScript } from './versions.ts';

/** Scripts of the demos ask every four hours. */
const longestPeriodMs = 4 * 3_600_000;

/**
 * A LuatOS module has no command for an upgrade: its script asks a server by itself and writes to its log port. Followed there, and
 * by the requests that arrive at our own server; proved by the version that it logs, or brings along, after its restart.
 */
export const luatosLogDriver = defineDriver({
  id: 'luatos-log',
  dialects: ['libfota', 'libfota2'],
  deliveries: ['cloud'],
  triggers: ['timer', 'cloud'],
  listensOnly: true,
  progress: 'events',
  // Its port answers nothing, so no answer can tell.
  detect: () => null,
  decode: decodeLuatos,
  explain: explainLuatos,
  isSameVersion: isSameScript,
  timeouts: {
    offerMs: longestPeriodMs + 30 * 60_000,
    // The client gives up by itself after ten minutes (confirmed).
    ...{ noProgressMs: 11 * 60_000, downloadMs: 40 * 60_000 },
    // Not every script logs its version; then the next request has to be awaited.
    answerMs: 10 * 60_000,
    // A script restarts the module when it has time for it, and its boot loader works in silence.
    rebootMs: 10 * 60_000,
  },
  readVersion: () => Promise.reject(new AppError('modem.notSupported', { feature: 'AT' })),
});
