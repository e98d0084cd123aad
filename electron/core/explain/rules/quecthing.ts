/** QuecThing: failures, offers that ask for more than there is, and no offer (at-commands 2.2; 6, rows 24 to 30). */
import { quecthingFailures } from '../../../../shared/domain/quecthingEvents.ts';
import { numberIn, type Observation } from '../observation.ts';
import type { Desk, Rule } from '../rule.ts';
import type { Story } from '../story.ts';
import { readingIn } from '../tables.ts';

/** Without a plan nothing comes behind the OK; so long is waited for one. */
const offerWithinMs = 20_000;

export function createQuecthingRules(): readonly Rule[] {
  let asked: Observation | null = null;
  let answered: Observation | null = null;
  let lastMs: number | null = null;
  let offer: {
    readonly battery: number | null;
    readonly dbm: number | null;
    readonly seen: Observation;
  } | null = null;

  const tellNoPlan = (desk: Desk): void => {
    if (asked !== null && answered !== null) desk.symptom('noPlan', { evidence: [asked, answered] });
    asked = null;
    answered = null;
  };
  const judge = ({ battery, rssi }: Story, desk: Desk): void => {
    if (offer === null) return;
    if (battery !== null && offer.battery !== null && battery.value < offer.battery) {
      const params = { actual: battery.value, needed: offer.battery };
      desk.symptom('offerDemandsBattery', { params, evidence: [offer.seen, battery.seen] });
    }
    const dbm = rssi === null || rssi.value > 31 ? null : 2 * rssi.value - 113;
    if (rssi !== null && dbm !== null && offer.dbm !== null && dbm < offer.dbm) {
      const params = { actual: dbm, needed: offer.dbm };
      desk.symptom('offerDemandsSignal', { params, evidence: [offer.seen, rssi.seen] });
    }
  };

  const events: Rule = {
    wakes: ['+QIOTEVT', '+QIOTSUBEVT'],
    look(seen, story, desk) {
      if (seen.kind !== 'line') return;
      const [type, code] = seen.name === '+QIOTEVT' ? seen.fields : seen.fields.slice(2);
      const key = `${type},${code}`;
      if (quecthingFailures.has(key)) {
        if (key !== '6,10200') story.failed = true;
        const reading = readingIn('quecthing', key);
        const level = key === '6,10200' ? 'notice' : 'problem';
        if (reading !== undefined)
          desk.code('quecthingEvent', level, [reading], { params: { code: key }, evidence: [seen] });
      }
      if (type !== '7') return;
      asked = null;
      answered = null;
      if (code !== '10700') return;
      offer = { battery: numberIn(seen.fields[5]), dbm: numberIn(seen.fields[6]), seen };
      judge(story, desk);
    },
  };
  const conditions: Rule = {
    wakes: ['+CBC', '+CSQ'],
    look: (_seen, story, desk) => judge(story, desk),
  };
  const plan: Rule = {
    wakes: ['*'],
    look(seen, story, desk) {
      lastMs = seen.atMs ?? lastMs;
      if (seen.kind === 'command' && /^AT\+QIOTOTAREQ(?:=[01])?\s*$/i.test(seen.text)) {
        tellNoPlan(desk);
        asked = seen;
      } else if (seen.kind === 'line' && seen.name === 'OK' && story.command === asked && answered === null) {
        answered = asked === null ? null : seen;
      } else if (seen.kind === 'ended' && seen.code === 'upgrade.noOffer')
        desk.symptom('noPlan', { evidence: [seen] });
    },
    end(_story, desk) {
      const since = answered?.atMs;
      const early =
        since !== null && since !== undefined && lastMs !== null && lastMs - since < offerWithinMs;
      if (!early) tellNoPlan(desk);
    },
  };
  return [events, conditions, plan];
}
