/** `+CME ERROR: <n>`: what older firmware tells an upgrade's failure with, and what any command may answer (at-commands 1.6). */
import { isUpgradeCme } from '../../../../shared/domain/urc.ts';
import type { Rule } from '../rule.ts';
import { readingIn } from '../tables.ts';
import { tellFailure } from './luat.ts';

const cme: Rule = {
  wakes: ['+CME ERROR'],
  look(seen, story, desk) {
    if (seen.kind !== 'line') return;
    const code = Number(seen.body);
    if (isUpgradeCme(seen.body)) {
      if (story.failedCode !== -code || story.ordered !== null) tellFailure(-code, seen, story, desk);
      return;
    }
    if (code === 60) {
      desk.symptom('flashWrite', { evidence: [seen] });
      return;
    }
    // An absent SIM has a rule of its own where the SIM was asked for.
    if (code === 10 && /^AT\+CPIN\?/i.test(story.command?.text ?? '')) return;
    const reading = readingIn('cme', seen.body);
    if (reading !== undefined)
      desk.code('cmeError', 'notice', [reading], { params: { code }, evidence: [seen] });
  },
};

export const cmeRules: readonly Rule[] = [cme];
