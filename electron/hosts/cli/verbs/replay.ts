/** `replay RECORDING`: a recording as a virtual module, or a module under the conditions found in it. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import { flag, integer, text, texts } from '../arguments.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

type Knobs = Parameters<CoreClient['report']['startVirtual']>[0]['change'];

/** `NAME=VALUE` as a knob takes it: numbers, switches and null are told from texts. */
function changesOf(words: readonly string[]): Knobs {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw new UsageError('badAction', { allowed: 'NAME=VALUE', value: word });
      return [word.slice(0, at), knobValue(word.slice(at + 1))];
    }),
  );
}

function knobValue(word: string): string | number | boolean | null {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return /^-?\d+(?:\.\d+)?$/.test(word) ? Number(word) : word;
}

async function showConditions({ core, output, t }: VerbContext, recordingId: string): Promise<0> {
  const found = await core.report.conditions({ recordingId });
  output.result({ ...found }, [
    found.dialect === null ? t('cli.report.noDialect') : t('cli.report.dialect', { dialect: found.dialect }),
    ...found.knobs.map(({ name, value, reason }) =>
      t('cli.report.condition', { name, value: String(value), reason: t(`condition.${reason}`) }),
    ),
  ]);
  return 0;
}

async function startPort({ args, core, path }: VerbContext, recordingId: string): Promise<string> {
  const firmware = text(args, 'like');
  if (firmware !== undefined) {
    const change = changesOf(texts(args, 'change'));
    const ref = { kind: 'path', path: path(firmware) } as const;
    return (await core.report.startVirtual({ recordingId, firmware: ref, change })).port.id;
  }
  const speed = integer(args, 'speed', 1, 1000);
  return (await core.report.replay({ recordingId, ...(speed === undefined ? {} : { speed }) })).id;
}

export const replay: Verb = {
  name: 'replay',
  takes: 'RECORDING',
  positionals: [1, 1],
  options: {
    speed: { type: 'string', value: 'TIMES' },
    conditions: { type: 'boolean' },
    like: { type: 'string', value: 'FIRMWARE' },
    change: { type: 'string', multiple: true, value: 'NAME=VALUE' },
  },
  async run(context) {
    const { args, core, output, signal, t } = context;
    const recordingId = args.positionals[0] ?? '';
    if (flag(args, 'conditions')) return showConditions(context, recordingId);
    const portId = await startPort(context, recordingId);
    const { path } = await core.virtual.attachPty({ portId });
    output.event({ event: 'replaying', portId, path });
    output.note(t('cli.report.replaying', { portId }));
    output.note(t('cli.report.outside', { path }));
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await core.virtual.remove({ portId });
    output.result({ portId }, []);
    return 0;
  },
};
