import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JournalRow, journalRowSchema } from '../../../../shared/contract/journal.ts';
import { type LogSummary, parseLog } from './parseLog.ts';

const folder = join(import.meta.dirname, '../../../../test/fixtures/logs');

interface Parsed {
  readonly rows: readonly JournalRow[];
  readonly summary: LogSummary;
}

async function parse(bytes: Uint8Array): Promise<Parsed> {
  const rows: JournalRow[] = [];
  const summary = await parseLog(bytes, {
    ...{ fileName: 'x.txt', utcOffsetMin: 480, signal: new AbortController().signal },
    onProgress() {},
    onRows: (more) => rows.push(...more),
    pause: async () => undefined,
  });
  return { rows, summary };
}

const file = (name: string): Promise<Parsed> => parse(readFileSync(join(folder, name)));
const text = (words: string): Promise<Parsed> => parse(new TextEncoder().encode(words));
const said = ({ rows }: Parsed): string[] =>
  rows.flatMap((row) => (row.kind === 'atLine' ? [`${row.direction} ${row.role} ${row.text}`] : []));
const wire = ({ rows }: Parsed, direction: string): string =>
  rows
    .flatMap((row) =>
      row.kind === 'serialBytes' && row.direction === direction
        ? [Buffer.from(row.bytes, 'base64').toString('latin1')]
        : [],
    )
    .join('');

describe('a log of', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

  it('each kind has five fixtures', () => {
    for (const kind of ['luatools', 'sscom', 'llcom', 'generic'])
      expect(names.filter((name) => name.startsWith(kind))).toHaveLength(5);
  });

  it.each(names)('%s becomes rows in order, and its tool is known', async (name) => {
    const { rows, summary } = await file(name);
    expect(rows.map((row) => journalRowSchema.parse(row).seq)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.every((row, index) => row.monoMs >= (rows[index - 1]?.monoMs ?? 0))).toBe(true);
    const kind = name.split('-')[0];
    expect(summary.format).toBe(name.includes('untimed') ? 'untimed' : kind);
    expect(summary.encoding).toBe(
      /gb18030|sscom-[1-4]/.test(name) && !/sscom-4/.test(name) ? 'gb18030' : summary.encoding,
    );
  });

  it('SSCOM tells who spoke, its times without a date, and hides its box for a CR', async () => {
    const parsed = await file('sscom-1-rejected.txt');
    expect(parsed.summary).toMatchObject({ times: 'timeOfDay', directions: 'marked', encoding: 'gb18030' });
    expect(said(parsed).slice(0, 4)).toEqual([
      'tx command ATI',
      'rx echo ATI',
      'rx text AirM2M_780E_V1150_LTE_AT',
      'rx final OK',
    ]);
    expect(said(parsed).at(-1)).toBe('rx urc +UPGRADEIND: -1003');
    expect(wire(parsed, 'tx')).toMatch(/^ATI\rAT\+CGSN\r/);
    expect(parsed.rows[0]?.wallMs).toBe(((14 * 60 + 34) * 60 + 12) * 1000);
    expect(parsed.summary.problems).toEqual([]);
  });

  it('SSCOM goes on into the next day', async () => {
    const { rows, summary } = await file('sscom-3-over-midnight.txt');
    expect(summary.problems).toEqual([]);
    expect(rows.at(-1)?.monoMs).toBe(4600);
    expect(rows.at(-1)?.wallMs).toBeGreaterThan(24 * 3600 * 1000);
  });

  it('SSCOM in HEX gives the exact bytes, and counts what is no HEX', async () => {
    const parsed = await file('sscom-4-hex.txt');
    expect(wire(parsed, 'tx')).toBe('ATI\r');
    expect(wire(parsed, 'rx')).toContain('\r\nAirM2M_780E_V1150_LTE_AT\r\n');
    expect(said(parsed)).toContain('rx final OK');
    expect(parsed.summary.problems).toEqual([{ kind: 'badHex', count: 1, firstLine: 4 }]);
  });

  it('llcom: its arrows point the other way, its HEX is the truth, and its zone counts', async () => {
    const parsed = await file('llcom-1-rejected.txt');
    expect(parsed.summary).toMatchObject({ times: 'dated', directions: 'marked' });
    expect(said(parsed)[0]).toBe('tx command ATI');
    expect(wire(parsed, 'rx')).toMatch(/^ATI\r\n\r\nAirM2M/);
    expect(new Date(parsed.rows[1]?.wallMs ?? 0).toISOString()).toBe('2026-03-04T01:00:00.000Z');
    const other = await file('llcom-5-other-zone.txt');
    expect(new Date(other.rows[1]?.wallMs ?? 0).toISOString()).toBe('2026-03-04T12:30:00.000Z');
  });

  it('llcom without HEX says the same words', async () => {
    const [exact, shown] = [await file('llcom-4-own-notes.txt'), await file('llcom-3-without-hex.txt')];
    expect(said(shown)).toEqual(said(exact));
    expect(exact.rows.filter(({ kind }) => kind === 'appEvent')).toHaveLength(2);
    expect(exact.summary.problems).toEqual([expect.objectContaining({ kind: 'badHex', count: 1 })]);
  });

  it('LuaTools is a log port: device time stays in the line, the tool speaks for itself', async () => {
    const parsed = await file('luatools-1-good.txt');
    expect(parsed.summary).toMatchObject({ times: 'dated', directions: 'marked', encoding: 'utf-8' });
    expect(parsed.rows.filter(({ kind }) => kind === 'appEvent')).toHaveLength(3);
    expect(said(parsed).at(-1)).toBe('rx text [000000006.200] I/user.fota\t升级包下载成功,重启模块');
    expect(new Date(parsed.rows[0]?.wallMs ?? 0).toISOString()).toBe('2026-03-04T06:40:54.000Z');
  });

  it('LuaTools in GB18030 says the same, with its bytes untouched', async () => {
    const parsed = await file('luatools-3-gb18030.txt');
    expect(said(parsed).join()).toContain('连接失败 请检查网络');
    expect(wire(parsed, 'rx')).toContain('\u00c1\u00ac\u00bd\u00d3');
  });

  it('LuaTools keeps a stack trace with the line that began it', async () => {
    const parsed = await file('luatools-4-lua-error.txt');
    expect(said(parsed)).toContain('rx text stack traceback:');
    const trace = parsed.rows.find((row) => row.kind === 'atLine' && row.text === 'stack traceback:');
    const error = parsed.rows.find((row) => row.kind === 'atLine' && row.text.includes('attempt to index'));
    expect(trace?.wallMs).toBe(error?.wallMs);
  });

  it('any tool with a date, and one without marks, where commands are told by their look', async () => {
    expect((await file('generic-1-iso.txt')).summary).toMatchObject({ times: 'dated', directions: 'marked' });
    expect((await file('generic-2-slashes.txt')).summary).toMatchObject({ directions: 'marked' });
    const guessed = await file('generic-3-no-marks-gb18030.txt');
    expect(guessed.summary).toMatchObject({ encoding: 'gb18030', directions: 'guessed' });
    expect(said(guessed)).toContain('tx command ATI');
  });

  it('seconds since an unknown start are relative, and what came before the first is counted', async () => {
    const { summary, rows } = await file('generic-4-seconds.txt');
    expect(summary).toMatchObject({ times: 'relative', format: 'generic' });
    expect(summary.problems).toEqual([{ kind: 'beforeFirstTime', count: 1, firstLine: 1 }]);
    expect(rows.at(-1)?.monoMs).toBe(4600);
  });

  it('nothing but lines has an order and no times', async () => {
    const { summary } = await file('generic-5-untimed.txt');
    expect(summary).toMatchObject({ times: 'none', format: 'untimed', directions: 'guessed' });
    expect(summary.problems).toEqual([expect.objectContaining({ kind: 'undecodable', count: 1 })]);
  });
});

describe('what cannot be read', () => {
  it('is refused where it is no log', async () => {
    await expect(parse(new Uint8Array())).rejects.toMatchObject({ code: 'report.emptyLog' });
    const image = new Uint8Array(4096).map((_, index) => (index * 7) % 256);
    await expect(parse(image)).rejects.toMatchObject({ code: 'report.notALog' });
  });

  it('is counted where a clock goes back', async () => {
    const { summary } = await text(
      '[2026-01-01 10:00:00.000] RX: a\n[2026-01-01 09:00:00.000] RX: b\n[2026-01-01 09:00:00.500] RX: c\n',
    );
    expect(summary.problems).toEqual([{ kind: 'timeBackwards', count: 1, firstLine: 2 }]);
  });

  it('is cut where a line has no end', async () => {
    const { summary } = await text(`[10:00:00.000] RX: ${'x'.repeat(70_000)}\n`);
    expect(summary.problems).toEqual([{ kind: 'tooLong', count: 1, firstLine: 1 }]);
  });
});
