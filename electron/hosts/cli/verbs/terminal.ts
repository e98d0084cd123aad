/** `terminal --port PORT`: a conversation with a port, typed or piped. */
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { lineEndingSchema } from '../../../../shared/contract/terminal.ts';
import { choice, flag, integer, text } from '../arguments.ts';
import { borrowPort } from '../portArgument.ts';
import { followLines } from '../terminal/followLines.ts';
import { holdPort } from '../terminal/holdPort.ts';
import { showLine } from '../terminal/showLine.ts';
import { createTypedLines } from '../terminal/typedLines.ts';
import type { Verb, VerbContext } from '../verb.ts';

export const terminal: Verb = {
  name: 'terminal',
  takes: '',
  positionals: [0, 0],
  options: {
    port: { type: 'string', short: 'p', value: 'PORT' },
    firmware: { type: 'string', value: 'FILE' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    hex: { type: 'boolean' },
    ending: { type: 'string', value: 'cr|crlf|lf|none' },
    baud: { type: 'string', value: 'RATE' },
    timeout: { type: 'string', value: 'MS' },
    listen: { type: 'string', value: 'MS' },
  },
  async run(context) {
    const { args, path } = context;
    const firmware = text(args, 'firmware');
    const baudRate = integer(args, 'baud', 50, 12_000_000);
    const port = await borrowPort(context, firmware === undefined ? undefined : path(firmware));
    try {
      const held = await holdPort(context.core, port.portId, baudRate);
      try {
        return await converse(context, port.portId);
      } finally {
        await held.release();
      }
    } finally {
      await port.dispose();
    }
  },
};

async function converse(context: VerbContext, portId: string): Promise<0 | 1> {
  const { core, args, output, t, signal } = context;
  const listenMs = integer(args, 'listen', 0, 86_400_000);
  const lineEnding =
    text(args, 'ending') === undefined ? undefined : choice(args, 'ending', lineEndingSchema.options, 'cr');
  const timeoutMs = integer(args, 'timeout', 100, 3_600_000);
  const isPerson = process.stdin.isTTY === true && output.mode === 'text';
  let redraw = (): void => {};
  let lines = 0;
  const follower = await followLines(core, portId, flag(args, 'hex') ? 'bytes' : 'text', (line) => {
    lines += 1;
    output.event({ event: 'line', ...line });
    const shown = showLine(line, t);
    for (const row of shown) output.line(row);
    // What a person was typing stands below the new line again.
    if (shown.length > 0) redraw();
  });
  const typed = createTypedLines({
    ...{ core, portId, t, note: output.note, signal },
    ...(lineEnding === undefined ? {} : { lineEnding }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  // Not before everything else is ready: lines that come before somebody iterates would be lost.
  const input = createInterface({
    input: process.stdin,
    ...(isPerson ? { output: process.stdout, terminal: true, prompt: '' } : { terminal: false }),
  });
  const end = (): void => input.close();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  input.on('SIGINT', end);
  if (isPerson) redraw = () => input.prompt(true);
  if (isPerson) output.note(t('cli.terminal.begin'));
  let sent = 0;
  let failed = 0;
  try {
    for await (const line of input) {
      if (signal.aborted || line.trim() === '@quit') break;
      if (line.trim() === '') continue;
      sent += 1;
      if (!(await typed.take(line))) failed += 1;
    }
    if (listenMs !== undefined) await delay(listenMs, undefined, { signal }).catch(() => undefined);
    await follower.flush();
  } finally {
    input.close();
    follower.stop();
  }
  output.result({ sent, failed, lines }, []);
  return failed === 0 ? 0 : 1;
}
