/** Ways to a finding for tests: what a terminal saw, what a transcript tells, what an upgrade left in the journal. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../../shared/contract/explain.ts';
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import { parseTranscript } from '../../modem/testing/transcript.ts';
import { explainPaste } from '../explainPaste.ts';
import { explainRows } from '../explainRows.ts';

const folder = join(import.meta.dirname, '../../../../test/fixtures/transcripts');

/** A finding as tests name it: its row of the support desk, or its id, with its code. */
export function nameOf({ desk, id, params }: Finding): string {
  const code = params['code'];
  return `${desk === undefined ? '' : `${desk} `}${id}${code === undefined ? '' : ` ${code}`}`;
}

export function namesOf(findings: readonly Finding[]): string[] {
  return findings.map(nameOf);
}

export function paste(text: string): readonly Finding[] {
  return explainPaste(text).findings;
}

/** Lines as a person would copy them out of a terminal. */
export function pasteLines(...lines: readonly string[]): string[] {
  return namesOf(paste(lines.join('\r\n')));
}

export function fromRows(rows: readonly JournalRow[]): readonly Finding[] {
  return explainRows(rows).findings;
}

/** A recorded transcript as rows of a journal. */
export function transcriptRows(id: string): JournalRow[] {
  const { steps } = parseTranscript(readFileSync(join(folder, `${id}.txt`), 'utf8'));
  let wallMs = 1000;
  return steps.flatMap((step, index): JournalRow[] => {
    wallMs += step.kind === 'wait' || step.kind === 'reboot' ? step.ms : 10;
    const place = { seq: index + 1, wallMs, monoMs: wallMs, portId: 'p' };
    if (step.kind === 'tx')
      return [{ ...place, kind: 'atLine', direction: 'tx', role: 'command', text: step.text }];
    if (step.kind === 'rx')
      return [{ ...place, kind: 'atLine', direction: 'rx', role: 'response', text: step.text }];
    if (step.kind === 'portLost') return [{ ...place, kind: 'portEvent', event: 'vanished' }];
    return step.kind === 'portBack' ? [{ ...place, kind: 'portEvent', event: 'returned' }] : [];
  });
}
