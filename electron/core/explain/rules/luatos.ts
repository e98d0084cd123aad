/** LuatOS logs: the update libraries, the script's errors, and why the module started (platform-apis 1.4, 5.1; at-commands 1.6). */
import { parseInteger } from '../../../../shared/domain/atLine.ts';
import { type LogLine, readLogLine } from '../../../../shared/domain/luatosLogLine.ts';
import type { Observation } from '../observation.ts';
import type { Desk, Rule } from '../rule.ts';
import { readingIn, unexplained } from '../tables.ts';
import { tellCloudCode } from './luat.ts';
import { readServerBody } from './serverBody.ts';

const starts = { abnormal: 6, watchdog: 8 } as const;

export function createLuatosRules(): readonly Rule[] {
  /** The cause came in front of the library's result, which says less. */
  let explained = false;
  const log: Rule = {
    wakes: [''],
    look(seen, _story, desk) {
      if (seen.kind !== 'line') return;
      const line = readLogLine(seen.text);
      const error = luaErrorIn(seen.text, line);
      if (error !== null) tellError(error, seen, desk);
      if (line === null) return;
      if (line.tag === 'pm') tellStart(line, seen, desk);
      else if (line.tag === 'user.fota.url') tellUrl(line.text.split(' ').at(-1) ?? '', seen, desk);
      else if (/^user\.(?:fota$|http fota$|http$)/.test(line.tag))
        explained = tellFota(line, seen, desk, explained);
    },
  };
  /** A body that any tool shows, whatever stands around it. */
  const body: Rule = {
    wakes: [''],
    look(seen, _story, desk) {
      if (!/"code"\s*:\s*\d/.test(seen.text) || readLogLine(seen.text) !== null) return;
      const { code, text } = readServerBody(seen.text);
      if (code !== null) tellCloudCode(code, seen, desk, text);
    },
  };
  return [log, body];
}

/** `main.lua:12: attempt to …` behind an error's tag, or as its own line with the file's name in front. */
function luaErrorIn(text: string, line: LogLine | null): string | null {
  if (line === null) return /^[\w./-]{1,80}\.luac?:\d+: \S/.test(text) ? text : null;
  if (line.level !== 'E') return null;
  if (line.tag === 'user.coroutine.resume') return line.text;
  const isMemory = /not enough memory|out of memory/i.test(line.text);
  return isMemory || /\.luac?:\d+: /.test(line.text) ? line.text : null;
}

function tellError(error: string, seen: Observation, desk: Desk): void {
  const [, file = '', at = '', words = error] = /([\w./-]{1,80}\.luac?):(\d+): ?(.*)$/.exec(error) ?? [];
  const place = file === '' ? '?' : `${file}:${at}`;
  const evidence = [seen];
  if (/not enough memory|out of memory/i.test(error))
    desk.symptom('outOfMemory', { params: { place }, evidence });
  else desk.symptom('luaError', { params: { place, error: words.slice(0, 160) }, evidence });
}

function tellStart({ text }: LogLine, seen: Observation, desk: Desk): void {
  const reason = parseInteger(/^poweron reason:?\s*(\d{1,2})\b/.exec(text)?.[1]);
  if (reason === starts.watchdog) desk.symptom('watchdog', { evidence: [seen] });
  if (reason === starts.abnormal) desk.symptom('startedAbnormally', { evidence: [seen] });
}

/** libfota2 puts its parameters behind whatever stands there (platform-apis 1.2). */
function tellUrl(url: string, seen: Observation, desk: Desk): void {
  if (/[^?&](?:imei|mac|uid)=/.test(url) || url.split('?').length > 2)
    desk.symptom('libfotaUrl', { evidence: [seen] });
}

/** Returns whether a result that follows is explained by this line. */
function tellFota({ text, tag }: LogLine, seen: Observation, desk: Desk, explained: boolean): boolean {
  const evidence = [seen];
  if (/need PRODUCT_KEY/.test(text)) desk.symptom('libfotaNoKey', { evidence });
  else if (/VERSION must be/.test(text)) desk.symptom('libfotaBadVersion', { evidence });
  else if (/^result\b/.test(text)) {
    const code = parseInteger(/^result\s+(-?\d+)/.exec(text)?.[1]);
    if (code === null || code === 0 || explained) return false;
    desk.code('libfota', 'problem', [readingIn('libfota', code) ?? unexplained('libfota', code)], {
      ...{ params: { code }, evidence },
    });
    return false;
  } else return tellAnswer(text, tag, seen, desk);
  return true;
}

/** `404 table: … {"code": 27, …}`, `-9`; a file that was served says nothing. */
function tellAnswer(text: string, tag: string, seen: Observation, desk: Desk): boolean {
  const status = parseInteger(/^(-?\d{1,3})\b/.exec(text)?.[1]);
  const { code, text: serverText } = readServerBody(text);
  if (code !== null && (status === null || status < 200 || status >= 300)) {
    tellCloudCode(code, seen, desk, serverText);
    return true;
  }
  if (status === null || status === 0 || (status >= 200 && status < 300) || tag === 'user.http') return false;
  const table = status < 0 ? 'luatHttp' : 'httpStatus';
  const reading = readingIn(table, status) ?? unexplained(table, status);
  desk.code(table === 'luatHttp' ? 'luatHttp' : 'httpAnswer', 'problem', [reading], {
    ...{ params: { code: status }, evidence: [seen], serverText },
  });
  return true;
}
