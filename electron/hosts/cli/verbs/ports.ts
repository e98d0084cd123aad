/** `ports [ACTION ...]`: what is plugged in, what it may be for, and what a person says about it. */
import type { PortInfo } from '../../../../shared/contract/port.ts';
import { type Action, runAction } from '../actions.ts';
import { flag } from '../arguments.ts';
import { table } from '../format.ts';
import { findPort } from '../ports/findPort.ts';
import { portCells, portHead } from '../ports/portRow.ts';
import { watchPorts } from '../ports/watchPorts.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

const roles = ['at', 'log', 'download', 'auto'] as const;

function show({ output, t }: VerbContext, ports: readonly PortInfo[]): 0 {
  output.result(
    { ports },
    ports.length === 0
      ? [t('cli.ports.none')]
      : table(
          portHead(t),
          ports.map((port) => portCells(port, t)),
        ),
  );
  return 0;
}

async function list(context: VerbContext): Promise<0> {
  if (flag(context.args, 'watch')) return watchPorts(context);
  return show(context, await context.core.ports.refresh({}));
}

async function name(context: VerbContext, [word = '', nickname = '']: readonly string[]): Promise<0> {
  const { id } = await findPort(context, word);
  return show(context, [await context.core.ports.name({ id, nickname })]);
}

async function role(context: VerbContext, [word = '', wanted = '']: readonly string[]): Promise<0> {
  const known = roles.find((each) => each === wanted);
  if (known === undefined) throw new UsageError('badAction', { value: wanted, allowed: roles.join(', ') });
  const { id } = await findPort(context, word);
  return show(context, [await context.core.ports.setRole({ id, role: known })]);
}

async function release(context: VerbContext, [word = '']: readonly string[]): Promise<0> {
  const { id } = await findPort(context, word);
  await context.core.ports.release({ id });
  return show(context, await context.core.ports.refresh({}));
}

/** Says which port a waiting one is now. */
async function choose(context: VerbContext, [word = '', candidate = '']: readonly string[]): Promise<0> {
  const { id } = await findPort(context, word);
  await context.core.ports.choose({ id, candidate: (await findPort(context, candidate)).id });
  return show(context, await context.core.ports.refresh({}));
}

const pathOf = ({ path }: VerbContext, word: string): string => (word.includes('://') ? word : path(word));

async function add(context: VerbContext, [word = '']: readonly string[]): Promise<0> {
  const path = pathOf(context, word);
  return show(context, [await context.core.ports.addPath({ path, remember: true })]);
}

async function forget(context: VerbContext, [word = '']: readonly string[]): Promise<0> {
  await context.core.ports.removePath({ path: pathOf(context, word) });
  return show(context, await context.core.ports.refresh({}));
}

const actions: Readonly<Record<string, Action>> = {
  list: { words: [0, 0], run: list },
  name: { words: [1, 2], run: name },
  role: { words: [2, 2], run: role },
  release: { words: [1, 1], run: release },
  choose: { words: [2, 2], run: choose },
  add: { words: [1, 1], run: add },
  forget: { words: [1, 1], run: forget },
};

export const ports: Verb = {
  name: 'ports',
  takes: `[${Object.keys(actions).join('|')} ...]`,
  positionals: [0, 3],
  options: { watch: { type: 'boolean' } },
  run: (context) => runAction(actions, context, 'list'),
};
