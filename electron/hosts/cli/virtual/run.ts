/** Keeps a virtual module alive until Ctrl-C, where programs outside Airdock can reach it if asked. */
import type { KnobValue } from '../../../../shared/contract/virtual.ts';
import { flag, integer, text } from '../arguments.ts';
import { parseKnobs } from '../portArgument.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { findDialect } from './describe.ts';

/** @param words `DIALECT FIRMWARE`, or only `FIRMWARE` with `--dialect` */
export async function runModule(context: VerbContext, words: readonly string[]): Promise<0> {
  const { args, core, output, path, signal, t } = context;
  const [dialect, firmware] = namesOf(context, words);
  // A module has one line: who holds it by the pseudo-terminal leaves none to the network.
  if (flag(args, 'pty') && text(args, 'tcp') !== undefined)
    throw new UsageError('oneOf', { options: '--pty, --tcp' });
  const imei = text(args, 'imei');
  const port = await core.virtual.create({
    dialect,
    firmware: { kind: 'path', path: path(firmware) },
    knobs: await wantedKnobs(context, dialect),
    ...(imei === undefined ? {} : { imei }),
  });
  const pty = flag(args, 'pty') ? (await core.virtual.attachPty({ portId: port.id })).path : undefined;
  const tcpPort = integer(args, 'tcp', 0, 65_535);
  const tcp = tcpPort === undefined ? undefined : await openTcp(context, port.id, tcpPort);
  output.result({ port, ...(pty === undefined ? {} : { pty }), ...(tcp === undefined ? {} : { tcp }) }, [
    `${port.id}  ${port.label}`,
    ...(pty === undefined ? [] : [pty]),
    ...(tcp === undefined ? [] : [tcp]),
  ]);
  output.note(t('cli.virtual.stop'));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await core.virtual.remove({ portId: port.id });
  return 0;
}

function namesOf({ args }: VerbContext, words: readonly string[]): readonly [string, string] {
  const [first = '', second, extra] = words;
  if (extra !== undefined) throw new UsageError('tooMany', { word: extra });
  return second === undefined ? [text(args, 'dialect') ?? 'ec618-at', first] : [first, second];
}

/** The knobs of a case, and what stands on the command line on top of them. */
async function wantedKnobs(context: VerbContext, dialect: string): Promise<Record<string, KnobValue>> {
  const name = text(context.args, 'case');
  const knobs = parseKnobs(text(context.args, 'knobs')) ?? {};
  if (name === undefined) return knobs;
  const { presets } = await findDialect(context, dialect);
  const preset = presets.find(({ id }) => id === name);
  if (preset !== undefined) return { ...preset.knobs, ...knobs };
  const allowed = presets.map(({ id }) => id).join(', ');
  throw new UsageError('badChoice', { name: 'case', value: name, allowed });
}

async function openTcp({ core }: VerbContext, portId: string, port: number): Promise<string> {
  const opened = await core.virtual.attachTcp({ portId, port });
  return `tcp://${opened.host}:${opened.port}`;
}
