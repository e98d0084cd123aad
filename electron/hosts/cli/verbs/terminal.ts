/** `terminal --port PORT`: a conversation with a port, typed or piped. */
import { setTimeout as delay } from 'node:timers/promises';
import { lineEndingSchema } from '../../../../shared/contract/terminal.ts';
import { choice, flag, integer, text } from '../arguments.ts';
import { borrowPort } from '../portArgument.ts';
import { followLines } from '../terminal/followLines.ts';
import { createHideKeys } from '../terminal/hideKeys.ts';
import { holdPort } from '../terminal/holdPort.ts';
import { type Keyboard, openKeyboard } from '../terminal/keyboard.ts';
import { showLine } from '../terminal/showLine.ts';
import { createTypedLines, type TypedOptions } from '../terminal/typedLines.ts';
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
  const { core, args, output, t } = context;
  const listenMs = integer(args, 'listen', 0, 86_400_000);
  const interrupt = new AbortController();
  const signal = AbortSignal.any([context.signal, interrupt.signal]);
  const typed = createTypedLines({
    ...{ core, portId, t, note: output.note, signal },
    ...sendOptions(context),
  });
  const isPerson = process.stdin.isTTY === true && output.mode === 'text';
  let keyboard: Keyboard | null = null;
  const hideKeys = createHideKeys();
  let lines = 0;
  const follower = await followLines(core, portId, flag(args, 'hex') ? 'bytes' : 'text', (said) => {
    const line = hideKeys(said);
    lines += 1;
    output.event({ event: 'line', ...line });
    const rows = showLine(line, t);
    const write = (): void => rows.forEach(output.line);
    if (keyboard === null || rows.length === 0) write();
    else keyboard.around(write);
  });
  if (isPerson) output.note(t('cli.terminal.begin'));
  keyboard = openKeyboard({ isPerson, signal, onInterrupt: () => interrupt.abort() });
  let sent = 0;
  let failed = 0;
  try {
    for await (const line of keyboard.lines) {
      if (signal.aborted || line.trim() === '@quit') break;
      if (line.trim() === '') continue;
      sent += 1;
      if (!(await typed.take(line))) failed += 1;
    }
    if (listenMs !== undefined) await delay(listenMs, undefined, { signal }).catch(() => undefined);
    await follower.flush();
  } finally {
    keyboard.close();
    follower.stop();
  }
  output.result({ sent, failed, lines }, []);
  return failed === 0 ? 0 : 1;
}

function sendOptions({ args }: VerbContext): Pick<TypedOptions, 'lineEnding' | 'timeoutMs'> {
  const timeoutMs = integer(args, 'timeout', 100, 3_600_000);
  const isGiven = text(args, 'ending') !== undefined;
  return {
    ...(isGiven ? { lineEnding: choice(args, 'ending', lineEndingSchema.options, 'cr') } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}
