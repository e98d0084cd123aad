import { expect, it } from 'vitest';
import { dialectOf } from '../../electron/core/virtual/dialects.ts';
import type { KnobValues } from '../../electron/core/virtual/knobs/store.ts';
import {
  type FakeExchange,
  refusingConnect,
  silentConnect,
} from '../../electron/core/virtual/testing/fakeServer.ts';
import { verdictCodes } from '../../shared/domain/upgradeTexts.ts';
import { type CaseOptions, runCase } from './bench.ts';

/** Tables of knobs and the diagnosis that each leads to. */

/** `outcome code`, `outcome code stage`, or only the code of a failure; knobs and whatever else of the case differs. */
export type Row = readonly [said: string, knobs: KnobValues, more?: Partial<CaseOptions>];

export const good = 'succeeded succeeded';

/** One test per row. */
export function playRows(base: CaseOptions, rows: readonly Row[]): void {
  it.each(rows.map(([said, knobs, more = {}]) => ({ name: nameOf(knobs, more), said, knobs, more })))(
    '$name: $said',
    async ({ said, knobs, more }) => {
      const end = await runCase({ ...base, ...more, knobs: { ...base.knobs, ...knobs } });
      const [outcome, code, stage] = said.includes(' ') ? said.split(' ') : ['failed', said];
      expect({ said: end.said, stage: end.verdict.stage }).toEqual({
        said: `${outcome} ${code}`,
        stage: stage ?? end.verdict.stage,
      });
      expect(verdictCodes).toContain(end.verdict.code);
      if (outcome === 'failed') expect(end.verdict.remedies.length).toBeGreaterThan(0);
      // A log that says nothing leaves nothing to quote.
      if (end.sent.length > 0) expect(end.verdict.evidence.length).toBeGreaterThan(0);
    },
  );
}

/** No knob of the dialect is left out. */
export function expectEveryKnob(dialect: string, ...tables: readonly (readonly Row[])[]): void {
  it('turns every knob of the virtual module', () => {
    const turned = new Set(tables.flat().flatMap(([, knobs]) => Object.keys(knobs)));
    expect(Object.keys(dialectOf(dialect).knobs).filter((name) => !turned.has(name))).toEqual([]);
  });
}

function nameOf(knobs: KnobValues, more: Partial<CaseOptions>): string {
  const turned = Object.entries(knobs).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const changed = Object.keys(more).map((name) => `other ${name}`);
  return [...turned, ...changed].join(', ') || 'as it comes';
}

/** A server that takes a request and stops in the middle of its answer. */
export function stopping({ send }: FakeExchange): void {
  send('HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nabc');
}

/** Servers that fail, and the time-outs of the module that end it; `code` in that order: silent, refusing, mute, stopping, 404. */
export function serverRows(codes: readonly [string, string, string, string, string]): readonly Row[] {
  const [silent, refused, mute, stopped, missing] = codes;
  const answerless = (): void => {};
  return [
    [silent, { connectTimeoutMs: 5000 }, { connect: () => silentConnect }],
    [refused, {}, { connect: (clock) => refusingConnect(clock) }],
    [mute, { firstByteTimeoutMs: 5000 }, { serve: answerless }],
    [stopped, { idleTimeoutMs: 5000 }, { serve: stopping }],
    [missing, {}, { serve: notThere }],
  ];
}

function notThere({ send, end }: FakeExchange): void {
  send('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
  end();
}

/** What every AT module of the kit has on its board and takes in its stride. */
export const harmless: readonly Row[] = [
  [good, { speed: 20 }],
  [good, { latencyMs: 400 }],
  [good, { bootMs: 40_000 }],
  [good, { networkMs: 50_000 }],
  [good, { rebootDelayMs: 20_000 }],
  [good, { applyMs: 200_000 }],
  [good, { contactMs: 30_000 }],
  [good, { echo: false }],
  [good, { cmee: 2 }],
  [good, { unknownCommandCme: 4, cmee: 1 }],
  [good, { parameterCme: 4, cmee: 1 }],
  [good, { maxLineBytes: 100 }],
  [good, { supplyMillivolts: 3000 }],
  [good, { usbDrop: true }],
  [good, { usbDrop: true, portBackMs: 30_000 }],
  [good, { usbDrop: true, portWhileApplying: false }],
  [good, { linkBytesPerSecond: 100 }],
  [good, { applyPercents: '' }],
  [good, { powerCut: 'apply:50', powerOffMs: 10_000 }],
  ['sameVersion', { versionAfterReboot: 'old' }],
];
