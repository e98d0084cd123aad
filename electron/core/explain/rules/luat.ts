/** `AT+UPGRADE` and `AT+UARTUPGRADE` (at-commands 1.1 to 1.5; 6, rows 4 to 20 and 23). */
import type { Reading } from '../../../../shared/contract/explain.ts';
import { decodeUrc, parseUpgradeQuery, type UpgradeQuery } from '../../../../shared/domain/urc.ts';
import type { Observation } from '../observation.ts';
import type { Desk, Rule } from '../rule.ts';
import type { Story } from '../story.ts';
import { readingOf, type SymptomId } from '../symptoms.ts';
import { cloudReadings, readingIn, unexplained } from '../tables.ts';

/** Codes with a symptom of their own. */
const simple: Readonly<Record<number, SymptomId>> = {
  [-1000]: 'urlInvalid',
  [-1001]: 'noData',
  [-1002]: 'serverUnreachable',
  [-1005]: 'flashWrite',
};

/** A failure by its code; the same number of an attempt twice (told, then asked for) is one. */
export function tellFailure(code: number, seen: Observation, story: Story, desk: Desk): void {
  const { complete, percent, ordered } = story;
  const evidence = [seen];
  story.failed = true;
  story.failedCode = code;
  const symptom = simple[code];
  if (symptom !== undefined) desk.symptom(symptom, { evidence });
  else if (code !== -1003)
    desk.code('upgradeCode', 'problem', upgradeReadings(code), { params: { code }, evidence });
  else if (complete !== null) desk.symptom('rejectedAfterDownload', { evidence: [complete, seen] });
  else if (ordered !== null && percent === null)
    desk.symptom('errorBodyAtOnce', { evidence: [ordered, seen] });
  else desk.code('upgradeCode', 'problem', eitherRejection(), { params: { code }, evidence });
  story.ordered = null;
}

function upgradeReadings(code: number): readonly Reading[] {
  return [readingIn('luatUpgrade', code) ?? unexplained('luatUpgrade', code)];
}

/** Without the lines before it, -1003 is one or the other. */
function eitherRejection(): readonly Reading[] {
  return [readingOf('rejectedAfterDownload'), readingOf('errorBodyAtOnce')];
}

const failure: Rule = {
  wakes: ['+UPGRADEIND'],
  look(seen, story, desk) {
    const urc = decodeUrc(seen.text);
    if (urc?.kind === 'upgradeFailed') tellFailure(urc.code, seen, story, desk);
  },
};

/** A platform's number; who told it first stays. */
export function tellCloudCode(
  code: number,
  seen: Observation,
  desk: Desk,
  serverText?: string | undefined,
): void {
  const known = cloudReadings(code);
  desk.code('cloudCode', 'problem', known.length > 0 ? known : [unexplained('luatCloud', code)], {
    ...{ params: { code }, evidence: [seen], serverText },
  });
}

const state: Rule = {
  wakes: ['+UPGRADE'],
  look(seen, story, desk) {
    const query = parseUpgradeQuery(seen.text);
    if (query?.state === 'ended') tellEnd(query, seen, story, desk);
  },
};

function tellEnd(
  { code, http, cause }: Extract<UpgradeQuery, { state: 'ended' }>,
  seen: Observation,
  story: Story,
  desk: Desk,
): void {
  if (cause !== null) {
    // The number says what the other only guessed.
    desk.withdraw('errorBodyAtOnce');
    if (code !== null) desk.withdraw('upgradeCode', { code });
    tellCloudCode(cause, seen, desk);
  } else if (http === 404) {
    desk.withdraw('upgradeCode', { code: -1004 });
    desk.symptom('fileMissing', { evidence: [seen] });
  } else if (code !== null && code !== story.failedCode) tellFailure(code, seen, story, desk);
  story.failed = true;
}

const byItself: Rule = {
  wakes: ['+UPGRADEIND', 'event'],
  look(seen, { ordered, command, percent }, desk) {
    if (seen.kind === 'event') {
      if (/^upgrade\.(?:unaskedBegan|startedByModule)$/.test(seen.event))
        desk.symptom('upgradedByItself', { evidence: [seen] });
      return;
    }
    // Where no command was recorded, somebody may have asked before the recording began.
    const begins = percent?.seen === seen && ordered === null && command !== null;
    if (begins) desk.symptom('upgradedByItself', { evidence: [seen] });
  },
};

const serial: Rule = {
  wakes: ['+UARTUPGRADE ERROR', '+UARTUPGRADE'],
  look(seen, _story, desk) {
    if (seen.kind !== 'line') return;
    if (seen.name === '+UARTUPGRADE ERROR') {
      const reading = readingIn('uartUpgrade', seen.body) ?? unexplained('uartUpgrade', seen.body);
      desk.code('uartError', 'problem', [reading], { params: { code: Number(seen.body) }, evidence: [seen] });
    } else if (/VERIFAILED/i.test(seen.body)) {
      const what = {
        group: 'verdict',
        code: 'upgrade.serialNotVerified',
        params: { state: seen.body },
      } as const;
      const more = { retry: 'pointless', confidence: 'documented', table: 'uartUpgrade' } as const;
      const remedies = ['checkBase', 'checkPackageSize'];
      desk.code('uartNotVerified', 'problem', [{ what, remedies, ...more }], { evidence: [seen] });
    }
  },
};

/** Quotes and commas of a document instead of those of a keyboard (at-commands 6, row 6). */
const fullWidth: Rule = {
  wakes: ['*'],
  look(seen, _story, desk) {
    if (seen.kind === 'command' && /[“”＂，：＝？]/.test(seen.text) && /^AT[+*]/i.test(seen.text))
      desk.symptom('fullWidth', { evidence: [seen] });
  },
};

export const luatRules: readonly Rule[] = [failure, state, byItself, serial, fullWidth];
