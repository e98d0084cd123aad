import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { texts as en } from '../../../../shared/domain/texts/en.ts';
import { texts as zh } from '../../../../shared/domain/texts/zh-CN.ts';
import { verdictCodes } from '../../../../shared/domain/upgradeTexts.ts';
import { findDriver } from '../drivers/index.ts';
import { createRunBench } from '../testing/runBench.ts';
import { parseTranscript, type Transcript } from '../testing/transcript.ts';
import { type Cut, createTranscriptModule, patternByte } from '../testing/transcriptModule.ts';
import type { UpgradeDelivery } from './taskOf.ts';

const folder = join(import.meta.dirname, '../../../../test/fixtures/transcripts');
const transcripts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => parseTranscript(readFileSync(join(folder, name), 'utf8')));

/** News of the network that no upgrade is about. */
const otherNews = [
  '+CREG: 2,1,"1863","0183db22",7',
  '+CGEV: ME PDN ACT 1,0',
  '+NITZ: 24/07/17,09:49:59+32,0',
];

function deliveryOf({ delivery, head }: Transcript): UpgradeDelivery {
  const asks = head.get('asks') === 'yes';
  switch (delivery) {
    case 'http':
      return { kind: 'http', url: head.get('url') ?? '', saveUrl: false };
    case 'serial': {
      const length = Number(head.get('package') ?? 0);
      return { kind: 'serial', packageBytes: Uint8Array.from({ length }, (_, index) => patternByte(index)) };
    }
    case 'cloud':
      return { kind: 'cloud', asks };
    case 'local':
      return { kind: 'local', asks, take: async () => ({}) };
  }
}

/** The whole road, and what came of it. */
async function play(transcript: Transcript, cut: Cut, between: readonly string[] = []) {
  const driver = findDriver(transcript.driver);
  if (driver === undefined) throw new Error(transcript.driver);
  const ports = { unplug: () => {}, plug: () => {} };
  const bench = await createRunBench((clock) =>
    createTranscriptModule(transcript, clock, {
      ...{ cut, between },
      unplug: () => ports.unplug(),
      plug: () => ports.plug(),
    }),
  );
  ports.unplug = bench.unplug;
  ports.plug = bench.plug;
  const { head } = transcript;
  const wanted = head.get('wanted');
  const outcome = await bench.finish(
    bench.run({
      driver,
      delivery: deliveryOf(transcript),
      expected: wanted === undefined ? {} : { version: wanted },
      waitForNetwork: head.get('patient') === 'yes',
    }),
  );
  const { verdict } = outcome;
  const waits = bench.journal
    .of('jobEvent')
    .filter(({ event }) => event === 'upgrade.waiting')
    .map(({ params }) => params['waitMs']);
  return {
    said: `${verdict.outcome} ${verdict.code} ${verdict.stage} ${verdict.retry}`,
    waits: waits.join(' '),
    verdict,
    notes: bench.notes(),
    left: bench.module.left(),
    rows: bench.journal.rows.length,
  };
}

function demanded({ head }: Transcript) {
  return { said: head.get('expect'), waits: head.get('waits') ?? '' };
}

function longestPiece({ steps }: Transcript): number {
  const sizes = steps.map((step) => (step.kind === 'rx' ? step.text.length + 4 : 0));
  return Math.max(...sizes);
}

/** What a person reads of it: every placeholder filled, in both languages. */
function explanations(code: string, params: Readonly<Record<string, unknown>>): string[] {
  return [zh, en].map(({ verdict }) => {
    const text = new Map<string, string>(Object.entries(verdict.upgrade)).get(code.replace('upgrade.', ''));
    return (text ?? '{{no text}}').replace(/\{\{(\w+)\}\}/g, (whole, name) => String(params[name] ?? whole));
  });
}

describe('the transcripts', () => {
  it('cover every conversation of the reference', () => {
    const ids = new Set(transcripts.map(({ id }) => id.replace(/(T\d).*/, '$1')));
    const counts = { L: 9, U: 4, Q: 6, D: 5, O: 4, P: 3 };
    const all = Object.entries(counts).flatMap(([family, count]) =>
      Array.from({ length: count }, (_, index) => `${family}-T${index + 1}`),
    );
    expect(all.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(transcripts.map(({ id }) => id)).size).toBe(transcripts.length);
  });
});

for (const transcript of transcripts) {
  const name = `${transcript.id}: ${transcript.title}`;
  if (findDriver(transcript.driver) === undefined) {
    it.todo(`${name} (no driver ${transcript.driver} yet)`);
    continue;
  }
  describe(name, () => {
    it('leads to its verdict, explanation and retry decision', async () => {
      const { said, waits, verdict, notes, left } = await play(transcript, 'whole');
      expect({ said, waits }).toEqual(demanded(transcript));
      expect(left).toEqual([]);
      expect(verdictCodes).toContain(verdict.code);
      const remedy = transcript.head.get('remedy');
      if (remedy !== undefined) expect(verdict.remedies[0]).toBe(remedy);
      expect(notes).toEqual(
        expect.arrayContaining((transcript.head.get('notes') ?? '').split(' ').filter(Boolean)),
      );
      expect(explanations(verdict.code, verdict.params).filter((text) => text.includes('{{'))).toEqual([]);
      expect(verdict.evidence.length).toBeGreaterThan(0);
    });

    it('does so byte by byte, and cut at every place of every line', async () => {
      for (const cut of ['bytes', ...Array(longestPiece(transcript)).keys()] as const) {
        const { said, waits } = await play(transcript, cut);
        expect({ cut, said, waits }).toEqual({ cut, ...demanded(transcript) });
      }
    });

    it('does so with news of the network between all lines', async () => {
      for (const cut of ['whole', 'bytes', 3] as const) {
        const { said, waits } = await play(transcript, cut, otherNews);
        expect({ said, waits }).toEqual(demanded(transcript));
      }
    });
  });
}
