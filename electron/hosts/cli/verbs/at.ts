/** `at --port PORT COMMAND...`: AT lines and their answers; bytes with --hex; a file of steps with --sequence. */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { TerminalLine } from '../../../../shared/contract/terminal.ts';
import { parseSequences } from '../../../../shared/domain/atSequence.ts';
import { correctFullWidth } from '../../../../shared/domain/fullWidth.ts';
import { AppError } from '../../../../shared/errors.ts';
import { flag, integer, text } from '../arguments.ts';
import { borrowPort } from '../portArgument.ts';
import { followLines } from '../terminal/followLines.ts';
import { createHideKeys } from '../terminal/hideKeys.ts';
import { holdPort } from '../terminal/holdPort.ts';
import { showLine } from '../terminal/showLine.ts';
import { describeProblem } from '../terminal/typedLines.ts';
import { runToEnd } from '../terminal/waitForRun.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** How long answers to raw bytes are shown. */
const hexListenMs = 1000;

export const at: Verb = {
  name: 'at',
  takes: 'COMMAND...',
  positionals: [0, 64],
  options: {
    port: { type: 'string', short: 'p', value: 'PORT' },
    firmware: { type: 'string', value: 'FILE' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    timeout: { type: 'string', value: 'MS' },
    hex: { type: 'boolean' },
    sequence: { type: 'string', value: 'FILE' },
  },
  async run(context) {
    const { args, path } = context;
    const file = text(args, 'sequence');
    if (file === undefined && args.positionals.length === 0) throw new UsageError('tooFew', { wanted: '1' });
    const extra = args.positionals[0];
    if (file !== undefined && extra !== undefined) throw new UsageError('tooMany', { word: extra });
    const sequences = file === undefined ? [] : await readSequences(context, path(file));
    const firmware = text(args, 'firmware');
    const port = await borrowPort(context, firmware === undefined ? undefined : path(firmware));
    try {
      if (file !== undefined) return await runSequences(context, port.portId, sequences);
      return flag(args, 'hex') ? await sendHex(context, port.portId) : await sendLines(context, port.portId);
    } finally {
      await port.dispose();
    }
  },
};

async function sendLines({ core, args, output, t, signal }: VerbContext, portId: string): Promise<0 | 1> {
  const timeoutMs = integer(args, 'timeout', 100, 180_000);
  const answers = [];
  for (const command of args.positionals) {
    const { changes, text: corrected } = correctFullWidth(command);
    if (changes.length > 0) {
      const found = [...new Set(changes.map(({ from }) => from))].join(' ');
      output.note(t('cli.at.fullWidth', { found, corrected }));
    }
    const answer = await core.modem.send(
      { portId, command, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
      { signal },
    );
    answers.push({ command, ...answer });
    output.event({ event: 'answer', command, ...answer });
    if (answer.final !== 'ok') break;
  }
  output.result(
    { answers },
    answers.flatMap(({ command, lines, final, code }) => [`> ${command}`, ...lines, finalLine(final, code)]),
  );
  return answers.every(({ final }) => final === 'ok') ? 0 : 1;
}

/** Sends every word as bytes and shows what comes back for a while. */
async function sendHex(context: VerbContext, portId: string): Promise<0 | 1> {
  const { core, args, output, signal } = context;
  const listenMs = integer(args, 'timeout', 0, 180_000) ?? hexListenMs;
  return withLines(context, portId, async (lines) => {
    let sentBytes = 0;
    for (const hex of args.positionals) sentBytes += (await core.terminal.sendHex({ portId, hex })).sentBytes;
    await delay(listenMs, undefined, { signal }).catch(() => undefined);
    await lines.flush();
    output.result({ sentBytes, lines: lines.shown }, []);
    return 0;
  });
}

type Sequences = ReturnType<typeof parseSequences>['sequences'];

async function runSequences(context: VerbContext, portId: string, sequences: Sequences): Promise<0 | 1> {
  const { core, output, t, signal } = context;
  return withLines(context, portId, async (lines) => {
    const runs = [];
    for (const sequence of sequences) {
      const run = await runToEnd(core, portId, sequence, signal);
      await lines.flush();
      runs.push(run);
      output.event({ event: 'run', ...run });
      const { name, state, step, steps, problems } = run;
      output.note(t(`cli.sequence.${state}`, { name, step, steps, problems }));
      if (run.error !== undefined) output.note(t(`error.${run.error.code}`, run.error.params));
      if (state !== 'done') break;
    }
    output.result({ runs }, []);
    return runs.every(({ state }) => state === 'done') ? 0 : 1;
  });
}

/** Holds the port, and shows its lines as they come. */
async function withLines(
  { core, output, t }: VerbContext,
  portId: string,
  work: (lines: { flush(): Promise<void>; readonly shown: readonly TerminalLine[] }) => Promise<0 | 1>,
): Promise<0 | 1> {
  const held = await holdPort(core, portId);
  const shown: TerminalLine[] = [];
  const hideKeys = createHideKeys();
  const follower = await followLines(core, portId, 'text', (said) => {
    const line = hideKeys(said);
    shown.push(line);
    output.event({ event: 'line', ...line });
    for (const row of showLine(line, t)) output.line(row);
  });
  try {
    return await work({ flush: follower.flush, shown });
  } finally {
    follower.stop();
    await held.release();
  }
}

/** Throws UsageError badSequence for the first line that cannot be understood, AppError file.notReadable. */
async function readSequences({ t }: VerbContext, path: string): Promise<Sequences> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new AppError('file.notFound', { path }, { cause: error });
    throw new AppError('file.notReadable', { path, reason: error.code ?? error.message }, { cause: error });
  });
  const { sequences, problems } = parseSequences(content);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError('badSequence', { why: describeProblem(problem, t) });
  return sequences;
}

function finalLine(final: 'ok' | 'error' | 'cmeError', code: string | undefined): string {
  if (final === 'ok') return 'OK';
  return final === 'error' ? 'ERROR' : `+CME ERROR: ${code ?? ''}`;
}
