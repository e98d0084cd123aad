import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createOutput, type OutputMode } from './output.ts';

function capture(mode: OutputMode, isTTY = false) {
  const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY })];
  const output = createOutput(mode, { stdout, stderr });
  const textOf = (stream: PassThrough) => String(stream.read() ?? '');
  return { output, stdout: () => textOf(stdout), stderr: () => textOf(stderr) };
}

describe('output of the command line', () => {
  it('shows lines to people and nothing else on stdout', () => {
    const { output, stdout, stderr } = capture('text');
    output.event({ event: 'job' });
    output.progress('50 %');
    output.note('advice');
    output.result({ a: 1 }, ['one', 'two']);
    expect(stdout()).toBe('one\ntwo\n');
    expect(stderr()).toBe('advice\n');
  });

  it('prints one object and nothing else for --json', () => {
    const { output, stdout } = capture('json');
    output.event({ event: 'job' });
    output.result({ a: 1 }, ['one']);
    expect(stdout()).toBe('{"a":1}\n');
  });

  it('prints an event a line and the result last for --jsonl', () => {
    const { output, stdout } = capture('jsonl');
    output.event({ event: 'job' });
    output.result({ a: 1 }, []);
    expect(
      stdout()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ event: 'job' }, { event: 'result', a: 1 }]);
  });

  it.each([
    ['text', 'settings set --key - on a stderr that is no terminal'],
    ['json', 'for programs'],
    ['jsonl', 'for programs'],
  ] as const)('masks a key of any length wherever it is written (%s: %s)', (mode, _where) => {
    const { output, stdout, stderr } = capture(mode);
    const command = 'AT+UPGRADE="KEY","abc",1';
    output.note(`> ${command}`);
    output.line(command);
    output.event({ event: 'answer', command, lines: ['+UPGRADE: KEY,abc'] });
    output.result({ command, deep: [{ text: command }] }, [command]);
    const written = stdout() + stderr();
    expect(written).toContain('••••');
    expect(written).not.toContain('abc');
  });

  it('leaves the key in a script or URL that a person asked for', () => {
    const { output, stdout, stderr } = capture('text');
    output.resultWithKey({}, ['http://192.0.2.1/f?project_key=abc']);
    output.note('PRODUCT_KEY = "abc"');
    expect(stdout()).toContain('project_key=abc');
    expect(stderr()).not.toContain('abc');
  });

  it('rewrites one progress line on a terminal and clears it before anything else', () => {
    const { output, stderr } = capture('text', true);
    output.progress('10 %');
    output.note('advice');
    expect(stderr()).toBe('\r\u001b[K10 %\r\u001b[Kadvice\n');
  });
});
