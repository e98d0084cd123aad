/** SIM, registration and attachment (at-commands 6, rows 1 to 4). A state that got well before anything failed is no finding. */
import { readSim } from '../../../../shared/domain/urc.ts';
import type { Rule } from '../rule.ts';

const sim: Rule = {
  wakes: ['+CPIN', '+CME ERROR'],
  look(seen, story, desk) {
    if (seen.kind !== 'line') return;
    const absent =
      seen.name === '+CPIN'
        ? readSim(seen.body) === 'absent'
        : /^(?:10|SIM not inserted)$/i.test(seen.body) && /^AT\+CPIN\?/i.test(story.command?.text ?? '');
    if (absent) desk.symptom('noSim', { evidence: [seen] });
    else if (seen.name === '+CPIN' && readSim(seen.body) === 'ready' && !story.failed) desk.withdraw('noSim');
  },
};

const registration: Rule = {
  wakes: ['+CREG', '+CEREG', '+CGREG', '+CSQ'],
  look(_seen, { registration: state, rssi, failed }, desk) {
    const searching = state?.value === 0 || state?.value === 2;
    if (searching && rssi?.value === 99) {
      desk.symptom('noCoverage', { evidence: [state.seen, rssi.seen] });
    } else if (!failed) desk.withdraw('noCoverage');
    if (state?.value === 3) desk.symptom('registrationDenied', { evidence: [state.seen] });
    else if (!failed) desk.withdraw('registrationDenied');
  },
};

const attachment: Rule = {
  wakes: ['+CGATT'],
  look(seen, { failed }, desk) {
    if (seen.kind !== 'line') return;
    if (seen.fields[0] === '0') desk.symptom('noData', { evidence: [seen] });
    else if (!failed) desk.withdraw('noData');
  },
};

export const networkRules: readonly Rule[] = [sim, registration, attachment];
