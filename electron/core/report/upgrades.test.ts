import { describe, expect, it } from 'vitest';
import type { UpgradeRow } from '../../../shared/contract/report.ts';
import { certificateHtml } from './certificate.ts';
import { upgradesCsv, upgradeTable } from './upgradeTable.ts';

const row = (change: Partial<UpgradeRow>): UpgradeRow => ({
  ...{ jobId: 'j', imei: '862991000000018', from: 'V1', to: 'V2', way: 'http', outcome: 'succeeded' },
  ...{ code: 'upgrade.succeeded', rawCode: null, stage: 'done', startedAtMs: 1000, durationMs: 60_000 },
  ...{ packageSha256: 'ab'.repeat(32) },
  ...change,
});
const refused = { outcome: 'failed', code: 'upgrade.packageRejected', rawCode: '-1003' } as const;

describe('many upgrades', () => {
  const table = upgradeTable([
    row({ startedAtMs: 9000 }),
    row(refused),
    row({ ...refused, imei: '862991000000026', durationMs: 5000 }),
    row({ outcome: 'failed', code: 'upgrade.noNetwork', durationMs: 30_000 }),
    row({ durationMs: 100_000 }),
  ]);

  it('are counted by outcome and by cause, the most frequent first', () => {
    expect(table.outcomes).toEqual([
      { outcome: 'failed', count: 3 },
      { outcome: 'succeeded', count: 2 },
    ]);
    expect(table.causes[0]).toEqual({
      ...{ code: 'upgrade.packageRejected', rawCode: '-1003', count: 2 },
      imeis: ['862991000000018', '862991000000026'],
    });
    expect(table.medianMs).toBe(80_000);
  });

  it('have bars without gaps that hold every one of them', () => {
    const { durations, rows } = table;
    expect(durations.every((bar, index) => bar.fromMs === (durations[index - 1]?.toMs ?? 0))).toBe(true);
    expect(durations.reduce((sum, bar) => sum + bar.succeeded + bar.others, 0)).toBe(rows.length);
    expect(durations.length).toBeLessThanOrEqual(24);
    expect(upgradeTable([])).toEqual({ rows: [], outcomes: [], causes: [], durations: [], medianMs: null });
  });

  it('are a spreadsheet in which an IMEI keeps its digits and nothing is a formula', () => {
    const csv = upgradesCsv(upgradeTable([row({ ...refused, from: '=cmd|x', to: 'a,"b"' })]));
    expect(csv.startsWith('\ufeffimei,outcome,')).toBe(true);
    expect(csv).toContain('"=""862991000000018"""');
    expect(csv).toContain("'=cmd|x");
    expect(csv).toContain('"a,""b"""');
    expect(csv.endsWith('\r\n')).toBe(true);
  });
});

describe('a certificate', () => {
  const html = certificateHtml({
    ...{ language: 'en', upgrade: row({}), verdict: 'It <runs>', outcome: 'Succeeded', way: 'HTTP' },
    ...{ operator: '<script>alert(1)</script>', version: '1', nowMs: 0, say: (key: string) => key },
    proof: [
      {
        ...{ kind: 'atLine', direction: 'rx', role: 'text', text: 'V2 & more', seq: 7, wallMs: 5, monoMs: 5 },
      },
    ],
  });

  it('says who, from, to, what, when and by which lines', () => {
    for (const part of ['862991000000018', 'V1', 'V2', 'ab'.repeat(32), '<td>7</td>', 'V2 &amp; more'])
      expect(html).toContain(part);
  });

  it('needs nothing from elsewhere and runs nothing', () => {
    expect(html).not.toMatch(/<script|https?:|src=|<link|url\(/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain("default-src 'none'");
  });
});
