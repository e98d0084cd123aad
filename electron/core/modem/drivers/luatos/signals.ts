import { parseInteger } from '../../../../../shared/domain/atLine.ts';
import { type LogLine, readLogLine } from '../../../../../shared/domain/luatosLogLine.ts';
import type { UpgradeDriver } from '../driver.ts';
import { failure, type ModuleFailure, type UpgradeSignal } from '../signal.ts';
import { asVersion, versionInUrl } from './versions.ts';

/** What the update libraries libfota and libfota2 print, and what the core prints around them (platform-apis 1, 5.1). */

/** Domains of failures: the library's result, its HTTP client, a status, the platform's code, the script, its watchdog. */
export const domains = {
  result: 'result',
  client: 'client',
  status: 'status',
  cloud: 'cloud',
  script: 'script',
  lua: 'lua',
  start: 'start',
} as const;

/** `poweron reason` of a watchdog. */
const watchdog = 8;

export const decodeLuatos: UpgradeDriver['decode'] = (line) => {
  const log = readLogLine(line);
  if (log === null) return [];
  switch (log.tag) {
    case 'main':
      // Also after an update: the boot loader says nothing on this port.
      return /^LuatOS@/.test(log.text) ? [{ kind: 'bootBannerShown' }] : [];
    case 'pm':
      return startOf(log);
    case 'user.main':
      return announced(log.values.at(-1));
    case 'user.fota.version':
      return announced(log.values[0]);
    case 'user.fota.url':
      return requestOf(log.values.at(-1)?.split(' ').at(-1) ?? '');
    case 'user.fota':
      return log.values[0] === 'result' ? resultOf(log.values[1]) : answerOf(log);
    case 'user.http fota':
      return answerOf(log);
    case 'user.coroutine.resume':
      return log.level === 'E' ? [{ kind: 'failed', failure: failure(domains.lua, log.text) }] : [];
    default:
      return [];
  }
};

function announced(version: string | undefined): readonly UpgradeSignal[] {
  const read = asVersion(version);
  return read === null ? [] : [{ kind: 'versionAnnounced', version: read }];
}

function startOf({ text }: LogLine): readonly UpgradeSignal[] {
  const reason = parseInteger(/^poweron reason:\s*(\d{1,2})\b/.exec(text)?.[1]);
  return reason === watchdog ? [{ kind: 'failed', failure: failure(domains.start, watchdog) }] : [];
}

/** The URL that is asked: it brings the version, and shows what libfota2 makes of a URL that was not meant for it. */
function requestOf(url: string): readonly UpgradeSignal[] {
  const version = versionInUrl(url);
  const wrong = /[^?&](?:imei|mac|uid)=/.test(url)
    ? 'gluedUrl'
    : url.split('?').length > 2
      ? 'repeatedQuery'
      : null;
  return [
    ...announced(version ?? undefined),
    ...(wrong === null ? [] : [troubled(failure(domains.script, wrong))]),
    { kind: 'remarked', event: 'upgrade.scriptAsked', code: version ?? '' },
  ];
}

/** 0: the package is here and looks right; the script restarts the module, or waits for somebody. */
function resultOf(text: string | undefined): readonly UpgradeSignal[] {
  const result = parseInteger(text);
  if (result === null) return [];
  return result === 0
    ? [{ kind: 'downloadDone' }]
    : [{ kind: 'failed', failure: failure(domains.result, result) }];
}

/** What the server answered, or what the library misses in its script; the result comes behind it. */
function answerOf({ values, text }: LogLine): readonly UpgradeSignal[] {
  if (/need PRODUCT_KEY/.test(text)) return [troubled(failure(domains.script, 'noKey'))];
  if (/VERSION must be/.test(text)) return [troubled(failure(domains.script, 'badVersion'))];
  const code = parseInteger(values[0]);
  if (code === null || (code >= 200 && code < 300)) return [];
  const cause = parseInteger(/"code"\s*:\s*(\d{1,4})\b/.exec(text)?.[1]);
  if (cause !== null) {
    const http = code > 0 ? code : null;
    return [troubled({ domain: domains.cloud, code: cause, http, cause })];
  }
  return [troubled(failure(code > 0 ? domains.status : domains.client, code))];
}

function troubled(failed: ModuleFailure): UpgradeSignal {
  return { kind: 'troubled', failure: failed };
}
