import type { TcpConnect } from '../http/tcp.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Counters, RunningFirmware } from '../kit/parts.ts';
import type { Radio } from '../kit/radio.ts';
import type { KnobStore } from '../knobs/store.ts';
import type { TimerGroup } from '../timers.ts';
import { httpErrors, startDownload } from './download.ts';
import type { LuatosKnobs } from './knobs.ts';
import type { Log } from './log.ts';
import { reportedFacts, requestUrl } from './request.ts';
import type { ScriptIdentity } from './script.ts';

/** What the script stands on. */
export interface ScriptParts {
  readonly imei: string;
  readonly knobs: KnobStore<LuatosKnobs>;
  readonly timers: TimerGroup;
  readonly realTimers: TimerGroup;
  readonly radio: Radio;
  readonly connect: TcpConnect;
  readonly counters: Counters;
  readonly log: Log;
  readonly core: string;
  readonly script: ScriptIdentity;
  /** Checks and keeps a file for the boot loader; false when it is none. */
  keepPackage(file: Uint8Array): boolean;
}

export interface RunningScript extends RunningFirmware {
  /** The network is there: `sys.waitUntil("IP_READY")`. */
  networkReady(): void;
}

/** What libfota tells its callback: 0 ok, 1 no connection, 3 closed by the server, 4 no usable answer, 5 no version or key. */
type FotaResult = 0 | 1 | 3 | 4 | 5;

/** The demo script of the update libraries: asks after the network is up, then again and again, and restarts on success. */
export function runScript(parts: ScriptParts, board: Board): RunningScript {
  const { knobs, log, timers } = parts;
  let cancel = (): void => {};
  let asked = 0;
  let busy = false;

  const tell = (result: FotaResult): void => {
    busy = false;
    log.user('I', 'fota', 'result', result);
    if (result === 0 && knobs.get().rebootsItself) board.resetSoon();
  };
  const done = (status: number, body: Uint8Array): void => {
    if (!parts.keepPackage(body)) {
      failed(httpErrors.fota, '');
      return;
    }
    sayAnswer(status, String(body.length));
    tell(0);
  };
  const failed = (code: number, body: string): void => {
    sayAnswer(code, body);
    tell(code === httpErrors.connect ? 1 : code === httpErrors.closed ? 3 : 4);
  };
  /** libfota always tells the answer, libfota2 only one that it cannot use. */
  const sayAnswer = (code: number, body: string): void => {
    const values = body === '' ? [code] : [code, body];
    if (knobs.get().library === 'libfota') log.user('I', 'http fota', code, 'table: 0C7F1A20', body);
    else if (code !== 200 && code !== 206 && code !== httpErrors.connect && code !== httpErrors.closed)
      log.user('I', 'fota', ...values);
  };
  const ask = (): void => {
    if (busy) return;
    const facts = reportedFacts(parts, knobs.get());
    const { library, productKey, customUrl } = knobs.get();
    const isLibfota2 = library === 'libfota2' || library === 'libfota2Before2024';
    const verbatim = customUrl !== '' && (!isLibfota2 || customUrl.startsWith('###'));
    if (productKey === '' && !verbatim) {
      log.user('E', 'fota', 'iot.openluat.com need PRODUCT_KEY!!!');
      tell(5);
    } else if (facts === null) {
      log.user('E', 'fota', '_G.VERSION must be xxx.yyy.zzz!!!');
      tell(5);
    } else request(requestUrl(facts, knobs.get(), asked), isLibfota2, facts);
  };
  const request = (
    url: string,
    isLibfota2: boolean,
    facts: NonNullable<ReturnType<typeof reportedFacts>>,
  ): void => {
    busy = true;
    asked += 1;
    if (isLibfota2) {
      log.user('I', 'fota.url', 'GET', url);
      log.user('I', 'fota.imei', facts.who.slice(facts.who.indexOf('=') + 1));
      log.user('I', 'fota.project_key', facts.key);
      log.user('I', 'fota.firmware_name', facts.name);
      log.user('I', 'fota.version', facts.version);
    } else log.user('I', 'fota.url', url);
    if (knobs.get().platformHost === '' && knobs.get().customUrl === '') {
      cancel = timers.after(0, () => failed(httpErrors.connect, ''));
      return;
    }
    cancel = startDownload(
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
        onDone: done,
        onFailed: failed,
      },
    );
  };
  const repeat = (): void => {
    ask();
    timers.after(knobs.get().checkPeriodMs, repeat);
  };
  return {
    networkReady: () => void timers.after(knobs.get().checkAfterMs, repeat),
    stop: () => cancel(),
  };
}
