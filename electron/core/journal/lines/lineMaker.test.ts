import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalRow } from '../../../../shared/contract/journal.ts';
import { maxLineBytes } from './byteSplitter.ts';
import { createLineMaker, type MadeLine } from './lineMaker.ts';

let seq = 0;
function row(entry: JournalEntry): JournalRow {
  seq += 1;
  return { ...entry, seq, wallMs: 1000 + seq, monoMs: seq };
}
const rx = (bytes: string | Uint8Array, portId = 'log'): JournalRow =>
  row({ kind: 'serialBytes', direction: 'rx', bytes: Buffer.from(bytes).toString('base64'), portId });
const opened = (portId = 'log') => row({ kind: 'portEvent', event: 'opened', portId });
const released = (portId = 'log') => row({ kind: 'portEvent', event: 'leaseReleased', portId });

function linesOf(rows: readonly JournalRow[]): MadeLine[] {
  const maker = createLineMaker();
  return [...rows.flatMap((one) => maker.take(one)), ...maker.open()];
}
const logs = (lines: readonly MadeLine[]): string[] =>
  lines.filter(({ source }) => source === 'log').map(({ text }) => text);

/** Numbers that look random and are the same in every run. */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

describe('lines of a log port', () => {
  it('are the bytes cut at their ends, wherever the rows were cut', () => {
    const dice = createDice(7);
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(
        Array.from(
          { length: 400 + dice(400) },
          () => [0x0a, 0x0d, 0x41 + dice(20), 0x30, 0x20][dice(5)] ?? 0x0a,
        ),
      );
      const whole = bytes
        .toString('latin1')
        .split(/[\r\n]+/)
        .filter((line) => line !== '');
      const rows = [opened()];
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + dice(40);
        rows.push(rx(bytes.subarray(at, at + size)));
        at += size;
      }
      expect(logs(linesOf([...rows, released()]))).toEqual(whole);
    }
  });

  it('go on the same way from what a maker carries at any row', () => {
    const text = 'I/user.main 第一行\r\nW/net 第二行\nE/fota failed\r\nno end yet';
    const rows = [opened(), ...[...Buffer.from(text)].map((byte) => rx(Uint8Array.of(byte)))];
    const whole = linesOf(rows);
    for (let cut = 0; cut <= rows.length; cut += 1) {
      const first = createLineMaker();
      const begun = rows.slice(0, cut).flatMap((one) => first.take(one));
      const second = createLineMaker(first.carry());
      const rest = rows.slice(cut).flatMap((one) => second.take(one));
      const lines = [...begun, ...rest, ...second.open()];
      expect(lines.map(({ text: line, wallMs }) => [line, wallMs])).toEqual(
        whole.map(({ text: line, wallMs }) => [line, wallMs]),
      );
    }
  });

  it('have the time of their first byte, and are shown before their end comes', () => {
    const rows = [opened(), rx('a\nhal'), rx('f')];
    const open = linesOf(rows).at(-1);
    expect(open).toMatchObject({ text: 'half', unfinished: 'open', wallMs: rows[1]?.wallMs });
  });

  it('end where the port is closed, without an end of their own', () => {
    expect(linesOf([opened(), rx('x\n'), rx('rest'), released()])).toContainEqual(
      expect.objectContaining({ text: 'rest', unfinished: 'closed' }),
    );
  });

  it('are GB18030 where they are not UTF-8, line by line', () => {
    const gb = Uint8Array.of(0xc9, 0xfd, 0xbc, 0xb6, 0x0a);
    const lines = logs(linesOf([opened(), rx(gb), rx('升级\n'), rx('')]));
    expect(lines).toEqual(['升级', '升级']);
  });

  it('keep their colours, and are cut into pieces where no end comes', () => {
    const lines = linesOf([
      opened(),
      rx('\u001b[31mE/app red\u001b[0m\n'),
      rx('x'.repeat(maxLineBytes + 5)),
      rx('\n'),
    ]).filter(({ source }) => source === 'log');
    expect(lines[0]).toMatchObject({ text: '\u001b[31mE/app red\u001b[0m', level: 'error' });
    expect(lines.slice(1).map(({ text, unfinished }) => [text.length, unfinished])).toEqual([
      [maxLineBytes, 'capped'],
      [5, undefined],
    ]);
  });

  it('keep their bytes', () => {
    const [line] = linesOf([opened(), rx(Uint8Array.of(0xff, 0x00, 0x41, 0x0a)), rx('b')]).filter(
      ({ source }) => source === 'log',
    );
    expect([...(line?.raw ?? [])]).toEqual([0xff, 0x00, 0x41]);
  });
});

describe('lines of an AT port', () => {
  const at = (text: string, portId = 'at'): JournalRow =>
    row({ kind: 'atLine', direction: 'rx', role: 'urc', text, portId });

  it('are those that the channel understood, and not its bytes a second time', () => {
    const lines = linesOf([
      opened('at'),
      rx('\r\n+UPGRADE: 1\r\n', 'at'),
      at('+UPGRADE: 1'),
      rx('OK\r\n', 'at'),
      at('OK'),
    ]);
    expect(lines.map(({ source, text }) => [source, text])).toEqual([
      ['port', 'opened at'],
      ['at', '+UPGRADE: 1'],
      ['at', 'OK'],
    ]);
  });

  it('do not keep another port, or the next opening of the same one, from being a log', () => {
    const lines = linesOf([
      at('OK'),
      rx('log\n'),
      rx('more\n'),
      released('at'),
      rx('boot\n', 'at'),
      rx('\n', 'at'),
    ]);
    expect(logs(lines)).toEqual(['log', 'more', 'boot']);
  });
});

describe('other rows', () => {
  it('are one line each, with the row for a door to say it', () => {
    const lines = linesOf([
      row({ kind: 'jobEvent', jobId: 'j', event: 'job.stage', params: { stage: 'download' }, level: 'info' }),
      row({
        kind: 'httpRequest',
        exchangeId: 'e',
        remote: '10.0.0.9',
        method: 'GET',
        target: '/u?imei=1',
        head: '',
      }),
    ]);
    expect(lines.map(({ source, text, row: own }) => [source, text, own?.kind])).toEqual([
      ['job', 'job.stage stage=download', 'jobEvent'],
      ['http', 'GET /u?imei=1 < 10.0.0.9', 'httpRequest'],
    ]);
  });
});
