/** What a restart shows: a port that goes, garbage, silence, power that failed, and the old version (at-commands 6, rows 19, 21, 22, 36). */
import { decodeUrc } from '../../../../shared/domain/urc.ts';
import { type Line, numberIn, type Observation } from '../observation.ts';
import type { Desk, Rule } from '../rule.ts';
import { isReady, type Story } from '../story.ts';

const port: Rule = {
  wakes: ['port'],
  look(seen, { complete, failed }, desk) {
    if (seen.kind === 'port' && seen.event === 'vanished' && complete !== null && !failed)
      desk.symptom('portGoneAfterDownload', { evidence: [complete, seen] });
  },
};

/** An incomplete package is dropped; where only 100 is ever said, nothing tells that there was one. */
const interrupted: Rule = {
  wakes: [''],
  look(seen, story, desk) {
    const { percent, complete } = story;
    const restarts = seen.kind === 'line' && (isReady(seen) || /^\^boot\.rom/i.test(seen.text));
    if (!restarts || percent === null || percent.value === 100 || complete !== null) return;
    desk.symptom('downloadInterrupted', { evidence: [percent.seen, seen] });
    story.percent = null;
  },
};

/** AT firmware speaks ASCII; a log's lines begin with their level. */
function isGarbage(text: string): boolean {
  const odd = [...text].filter((character) => character > '\u007e' || character < ' ').length;
  return odd >= 4 && odd * 3 >= text.length && !/^[DIWEF]\//.test(text);
}

function createGarbage(): Rule {
  let unanswered: Observation[] = [];
  return {
    wakes: ['*'],
    look(seen, story, desk) {
      const since = story.restarted ?? story.complete;
      if (since === null) return;
      if (seen.kind === 'command' && story.ready !== null) {
        unanswered.push(seen);
        if (unanswered.length === 3)
          desk.symptom('silentAfterReboot', { evidence: [story.ready, ...unanswered] });
      }
      if (seen.kind !== 'line') return;
      unanswered = [];
      if (isGarbage(seen.text)) desk.symptom('garbageAfterReboot', { evidence: [since, seen] });
    },
  };
}

function createPower(): Rule {
  return {
    wakes: ['+QIND', '+UPGRADEDL', '+UPGRADDL', '+CFOTA', ''],
    look(seen, story, desk) {
      if (seen.kind !== 'line') return;
      if (/last upgrade was not finished/i.test(seen.text)) {
        desk.symptom('powerCutWhileApplying', { evidence: [seen] });
        return;
      }
      const urc = decodeUrc(seen.text);
      if (urc?.kind === 'applyEnded' || /UPDATE (?:SUCCESS|FAIL)/i.test(seen.text)) story.applying = null;
      else if (urc?.kind === 'applyStarted' || urc?.kind === 'bootBannerShown') {
        // It begins again without having ended.
        const { applying } = story;
        if (applying !== null) desk.symptom('powerCutWhileApplying', { evidence: [applying.seen, seen] });
        story.applying = urc.kind === 'applyStarted' ? { value: 0, seen } : null;
      } else {
        const percent = urc?.kind === 'applyProgressed' ? urc.percent : cfotaPercent(seen);
        if (percent === null) return;
        if (story.applying !== null && percent < story.applying.value)
          desk.symptom('powerCutWhileApplying', { evidence: [story.applying.seen, seen] });
        story.applying = percent === 100 ? null : { value: percent, seen };
      }
    },
  };
}

function cfotaPercent({ name, body }: Line): number | null {
  return name === '+CFOTA' ? numberIn(/^UPDATE:\s*(\d{1,3})$/.exec(body)?.[1]) : null;
}

const asksVersion = /^AT(?:I\d?|\+VER|\+CGMR|\+QGMR|\*I)\s*$/i;

/** The version in an answer to one of those commands; null for its other lines. */
function versionIn({ name, fields, text }: Line): string | null {
  if (name === '+CGMR') return fields[0] ?? null;
  const labelled = /^Revision:\s*(\S+)/i.exec(text)?.[1];
  if (labelled !== undefined) return labelled;
  return name === '' && /^(?=\S*\d)(?=\S*[A-Za-z])[\w.-]{6,}$/.test(text) ? text : null;
}

/** The same version behind a whole download and a restart: delivered is not installed. */
const version: Rule = {
  wakes: ['', '+CGMR', 'event', 'ended'],
  look(seen, story, desk) {
    if (seen.kind === 'ended') {
      if (seen.code === 'upgrade.sameVersion' && !desk.hasProblem())
        desk.symptom('deliveredNotInstalled', { evidence: [seen] });
      return;
    }
    const said = seen.kind === 'line' && asksVersion.test(story.command?.text ?? '') ? versionIn(seen) : null;
    if (said === null) return;
    compare(said, seen, story, desk);
  },
};

function compare(said: string, seen: Observation, story: Story, desk: Desk): void {
  const { complete, oldVersion, restarted, failed } = story;
  if (complete !== null && restarted !== null && oldVersion !== null && !failed) {
    if (said === oldVersion.value)
      desk.symptom('deliveredNotInstalled', { evidence: [oldVersion.seen, complete, seen] });
    else desk.withdraw('deliveredNotInstalled');
  }
  if (complete === null) story.oldVersion = { value: said, seen };
}

export function createRestartRules(): readonly Rule[] {
  return [port, interrupted, createGarbage(), createPower(), version];
}
