/** `at --port PORT COMMAND...`: AT lines and their answers. */
import { integer, text } from '../arguments.ts';
import { borrowPort } from '../portArgument.ts';
import type { Verb } from '../verb.ts';

export const at: Verb = {
  name: 'at',
  takes: 'COMMAND...',
  positionals: [1, 64],
  options: {
    port: { type: 'string', short: 'p', value: 'PORT' },
    firmware: { type: 'string', value: 'FILE' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    timeout: { type: 'string', value: 'MS' },
  },
  async run(context) {
    const { args, core, output, path, signal } = context;
    const firmware = text(args, 'firmware');
    const timeoutMs = integer(args, 'timeout', 100, 180_000);
    const port = await borrowPort(context, firmware === undefined ? undefined : path(firmware));
    try {
      const answers = [];
      for (const command of args.positionals) {
        const answer = await core.modem.send(
          { portId: port.portId, command, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
          { signal },
        );
        answers.push({ command, ...answer });
        output.event({ event: 'answer', command, ...answer });
        if (answer.final !== 'ok') break;
      }
      output.result(
        { answers },
        answers.flatMap(({ command, lines, final, code }) => [
          `> ${command}`,
          ...lines,
          finalLine(final, code),
        ]),
      );
      return answers.every(({ final }) => final === 'ok') ? 0 : 1;
    } finally {
      await port.dispose();
    }
  },
};

function finalLine(final: 'ok' | 'error' | 'cmeError', code: string | undefined): string {
  if (final === 'ok') return 'OK';
  return final === 'error' ? 'ERROR' : `+CME ERROR: ${code ?? ''}`;
}
