import type { TcpConnect } from '../http/tcp.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Counters } from '../kit/parts.ts';
import type { KnobStore } from '../knobs/store.ts';
import type { TimerGroup } from '../timers.ts';
import { httpErrors, startDownload } from './download.ts';
import type { LuatosKnobs } from './knobs.ts';
import type { Log } from './log.ts';
import { type ReportedFacts, reportedFacts, requestUrl } from './request.ts';
import type { ScriptIdentity } from './script.ts';

/** What the script stands on. */
export interface ScriptParts {
  readonly imei: string;
  readonly knobs: KnobStore<LuatosKnobs>;
  readonly timers: TimerGroup;
  readonly realTimers: TimerGroup;
  readonly connect: TcpConnect;
  readonly counters: Counters;
  readonly log: Log;
  readonly core: string;
  readonly script: ScriptIdentity;
  /** Checks and keeps a file for the boot loader; false when it is none. */
  keepPackage(file: Uint8Array): boolean;
}

/** What libfota tells its callback: 0 ok, 1 no connection, 3 closed by the server, 4 no usable answer, 5 no version or key. */
export type FotaResult = 0 | 1 | 3 | 4 | 5;

/** One call of `libfota.request`, with the lines of its library. Returns cancel. @param asked calls before it */
export function checkForUpdate(
  parts: ScriptParts,
  board: Board,
  asked: number,
  onResult: (result: FotaResult) => void,
): () => void {
  const { knobs, log } = parts;
  const facts = reportedFacts(parts, knobs.get());
  const { productKey, customUrl, platformHost } = knobs.get();
  const isVerbatim = customUrl !== '' && (!usesLibfota2(knobs.get()) || customUrl.startsWith('###'));
  if (facts === null || (productKey === '' && !isVerbatim)) {
    const isKeyMissing = productKey === '' && !isVerbatim;
    log.user(
      'E',
      'fota',
      isKeyMissing ? 'iot.openluat.com need PRODUCT_KEY!!!' : '_G.VERSION must be xxx.yyy.zzz!!!',
    );
    onResult(5);
    return () => {};
  }
  const url = requestUrl(facts, knobs.get(), asked);
  sayRequest(log, knobs.get(), url, facts);
  const fail = (code: number, body: string): void => {
    sayAnswer(log, knobs.get(), code, body);
    onResult(code === httpErrors.connect ? 1 : code === httpErrors.closed ? 3 : 4);
  };
  // The real one would ask the vendor's cloud; a virtual module never contacts anybody who was not named.
  if (platformHost === '' && customUrl === '')
    return parts.timers.after(0, () => fail(httpErrors.connect, ''));
  return startDownload(
    { url, knobs: knobs.get(), connect: parts.connect, timers: parts.realTimers },
    {
      onRequestSent: () => {
        parts.counters.httpRequests += 1;
      },
      onBodyBytes: (count) => {
        parts.counters.httpBodyBytes += count;
      },
      onPercent(percent) {
        if (takePowerCut(knobs, 'download', percent)) board.losePower();
      },
      onDone(status, body) {
        if (!parts.keepPackage(body)) {
          fail(httpErrors.fota, '');
          return;
        }
        sayAnswer(log, knobs.get(), status, String(body.length));
        onResult(0);
      },
      onFailed: fail,
    },
  );
}

const usesLibfota2 = ({ library }: LuatosKnobs): boolean =>
  library === 'libfota2' || library === 'libfota2Before2024';

function sayRequest(log: Log, knobs: LuatosKnobs, url: string, facts: ReportedFacts): void {
  if (!usesLibfota2(knobs)) {
    log.user('I', 'fota.url', url);
    return;
  }
  log.user('I', 'fota.url', 'GET', url);
  log.user('I', 'fota.imei', facts.who.slice(facts.who.indexOf('=') + 1));
  log.user('I', 'fota.project_key', facts.key);
  log.user('I', 'fota.firmware_name', facts.name);
  log.user('I', 'fota.version', facts.version);
}

/** libfota always tells the answer, the others only one that is neither a file nor a lost connection. */
function sayAnswer(log: Log, { library }: LuatosKnobs, code: number, body: string): void {
  if (library === 'libfota') {
    log.user('I', 'http fota', code, 'table: 0C7F1A20', body);
    return;
  }
  const quiet: readonly number[] = [200, 206, httpErrors.connect, httpErrors.closed];
  if (!quiet.includes(code)) log.user('I', 'fota', ...(body === '' ? [code] : [code, body]));
}
