/** Quectel DFOTA, OneMO, SIMCom, and what servers answer (at-commands 3 to 5; 6, rows 31 to 35). */
import type { CodeTable, Reading } from '../../../../shared/contract/explain.ts';
import { cisErrors, miplApplyFailures, miplFailures } from '../../../../shared/domain/miplEvents.ts';
import { numberIn } from '../observation.ts';
import type { Rule } from '../rule.ts';
import { readingIn, unexplained } from '../tables.ts';
import { tellCloudCode } from './luat.ts';
import { readServerBody } from './serverBody.ts';

const steps: Readonly<Record<string, readonly [id: string, table: CodeTable]>> = {
  HTTPEND: ['quectelHttp', 'quectelHttp'],
  FTPEND: ['quectelFtp', 'quectelFtp'],
  FILEEND: ['quectelFile', 'quectelFile'],
  END: ['quectelApply', 'quectelApply'],
};

const rolledBack: Reading = {
  what: { group: 'verdict', code: 'upgrade.rolledBack', params: {} },
  ...{ table: 'quectelApply', retry: 'later', confidence: 'documented' },
  remedies: ['checkBase', 'tryAgain'],
};

const dfota: Rule = {
  wakes: ['+QIND'],
  look(seen, story, desk) {
    if (seen.kind !== 'line' || seen.fields[0]?.toUpperCase() !== 'FOTA') return;
    const step = seen.fields[1]?.toUpperCase() ?? '';
    const code = numberIn(seen.fields[2]);
    if (step === 'RESTORE') desk.code('rolledBack', 'problem', [rolledBack], { evidence: [seen] });
    const [id, table] = steps[step] ?? [];
    if (id === undefined || table === undefined || code === null || code === 0) return;
    story.failed = true;
    if (code === 608) desk.symptom('fotaPath', { params: { code }, evidence: [seen] });
    else {
      const reading = readingIn(table, code) ?? unexplained(table, code);
      desk.code(id, 'problem', [reading], { params: { code }, evidence: [seen] });
    }
  },
};

const mipl: Rule = {
  wakes: ['+MIPLEVENT', '+CIS ERROR', ''],
  look(seen, story, desk) {
    if (seen.kind !== 'line') return;
    if (seen.name === '+CIS ERROR') {
      const reading = cisErrors.has(seen.body) ? readingIn('cis', seen.body) : unexplained('cis', seen.body);
      if (reading !== undefined)
        desk.code('cisError', 'problem', [reading], {
          params: { code: Number(seen.body) },
          evidence: [seen],
        });
      return;
    }
    const code = seen.name === '' ? xinyi(seen.text) : numberIn(seen.fields[1]);
    if (code === null || !(miplFailures.has(code) || miplApplyFailures.has(code))) return;
    story.failed = true;
    const reading = readingIn('mipl', code);
    if (reading !== undefined)
      desk.code('miplEvent', 'problem', [reading], { params: { code }, evidence: [seen] });
  },
};

/** Words of Xinyi modules for the same numbers (at-commands 5). */
function xinyi(text: string): number | null {
  if (/^\+FIRMWARE DOWNLOAD FAILED/i.test(text)) return 41;
  return /^\+FIRMWARE UPDATE FAILED/i.test(text) ? 45 : null;
}

const simcom: Rule = {
  wakes: ['+CFOTA'],
  look(seen, story, desk) {
    if (!/\b(?:FAIL(?:ED)?|ERROR)\b/i.test(seen.text)) return;
    story.failed = true;
    desk.symptom('cfotaFailed', { evidence: [seen] });
  },
};

/** The record of our own server: the words that a module of today does not show. */
const server: Rule = {
  wakes: ['answer'],
  look(seen, _story, desk) {
    if (seen.kind !== 'answer' || seen.status < 300) return;
    const { code, text } = readServerBody(seen.body);
    if (code !== null) tellCloudCode(code, seen, desk, text);
    else if (seen.status !== 304) {
      const reading = readingIn('httpStatus', seen.status) ?? unexplained('httpStatus', seen.status);
      const draft = { params: { code: seen.status }, evidence: [seen], serverText: text };
      desk.code('httpAnswer', 'notice', [reading], draft);
    }
  },
};

export const platformRules: readonly Rule[] = [dfota, mipl, simcom, server];
