/** `virtual FIRMWARE [--pty]`: keeps a virtual module alive, on a pseudo-terminal if asked, until Ctrl-C. */
import { flag, text } from '../arguments.ts';
import { parseKnobs } from '../portArgument.ts';
import type { Verb } from '../verb.ts';

export const virtual: Verb = {
  name: 'virtual',
  takes: 'FIRMWARE',
  positionals: [1, 1],
  options: {
    dialect: { type: 'string', value: 'DIALECT' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    imei: { type: 'string', value: 'IMEI' },
    pty: { type: 'boolean' },
  },
  async run({ args, core, output, path, signal, t }) {
    const knobs = parseKnobs(text(args, 'knobs'));
    const imei = text(args, 'imei');
    const port = await core.virtual.create({
      dialect: text(args, 'dialect') ?? 'ec618-at',
      firmware: { kind: 'path', path: path(args.positionals[0] ?? '') },
      ...(knobs === undefined ? {} : { knobs }),
      ...(imei === undefined ? {} : { imei }),
    });
    const pty = flag(args, 'pty') ? await core.virtual.attachPty({ portId: port.id }) : undefined;
    output.result({ port, ...(pty === undefined ? {} : { pty: pty.path }) }, [
      `${port.id}  ${port.label}`,
      ...(pty === undefined ? [] : [pty.path]),
    ]);
    output.note(t('cli.virtual.stop'));
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await core.virtual.remove({ portId: port.id });
    return 0;
  },
};
