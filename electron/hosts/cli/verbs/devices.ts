/** `devices [ACTION ...]`: every module that was seen here. */
import type { DeviceDetail, DeviceSummary } from '../../../../shared/contract/devices.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import { type Action, runAction } from '../actions.ts';
import { flag } from '../arguments.ts';
import { table } from '../format.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** Every device once; the list is a topic, of which the snapshot is enough here. */
function listDevices({ core, signal }: VerbContext): Promise<readonly DeviceSummary[]> {
  return new Promise((resolve, reject) => {
    const stop = core.devices.all(
      {},
      {
        onSnapshot: (devices) => {
          queueMicrotask(() => stop());
          resolve(devices);
        },
        onChanges: () => undefined,
        onError: reject,
      },
    );
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

const isImei = (id: string): boolean => /^\d{15}$/.test(id);
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

function cells(device: DeviceSummary, t: Translate): string[] {
  const { id, nickname, model, version, lastSeenMs, lastUpgrade, ban } = device;
  const upgrade = lastUpgrade === null ? '' : t(`outcome.${lastUpgrade.outcome}`);
  return [
    id,
    nickname ?? '',
    model ?? '',
    version ?? '',
    `${day(lastSeenMs)} UTC`,
    ban === null ? upgrade : t('cli.devices.banned', { cause: ban.cause }),
  ];
}

const heads = ['id', 'nickname', 'model', 'version', 'seen', 'upgrade'];

async function list(context: VerbContext): Promise<0> {
  const { output, t, args } = context;
  const devices = await listDevices(context);
  if (flag(args, 'imeis')) {
    const imeis = devices.map(({ id }) => id).filter(isImei);
    output.result({ imeis }, imeis);
    return 0;
  }
  const lines =
    devices.length === 0
      ? [t('cli.devices.none')]
      : table(
          heads.map((name) => t(`cli.devices.${name}`)),
          devices.map((device) => cells(device, t)),
        );
  output.result({ devices }, lines);
  return 0;
}

async function show(context: VerbContext, [id = '']: readonly string[]): Promise<0> {
  const device = await context.core.devices.get({ id });
  context.output.result({ device }, detail(device, context.t));
  return 0;
}

function detail(device: DeviceDetail, t: Translate): string[] {
  const history = device.versions.map(({ version, firstSeenMs }) => `  ${day(firstSeenMs)}  ${version}`);
  const upgrades = device.upgrades.map(
    ({ atMs, outcome, from, to }) =>
      `  ${day(atMs)}  ${t(`outcome.${outcome}`)}  ${from ?? '?'} -> ${to ?? '?'}`,
  );
  return [
    ...table(
      heads.map((name) => t(`cli.devices.${name}`)),
      [cells(device, t)],
    ),
    t('cli.devices.requests', { count: device.requestsLastDay }),
    ...(device.notes === '' ? [] : [t('cli.devices.notes', { notes: device.notes })]),
    t('cli.devices.versions'),
    ...history,
    ...(upgrades.length === 0 ? [] : [t('cli.devices.upgrades'), ...upgrades]),
  ];
}

async function name(context: VerbContext, [id = '', nickname = '']: readonly string[]): Promise<0> {
  const device = await context.core.devices.describe({ id, nickname });
  context.output.result({ device }, [cells(device, context.t).filter(Boolean).join('  ')]);
  return 0;
}

async function note(context: VerbContext, [id = '', notes = '']: readonly string[]): Promise<0> {
  const device = await context.core.devices.describe({ id, notes });
  context.output.result({ device }, [cells(device, context.t).filter(Boolean).join('  ')]);
  return 0;
}

/** The platform has unlocked it. */
async function unban(context: VerbContext, [id = '']: readonly string[]): Promise<0> {
  const device = await context.core.devices.liftBan({ id });
  context.output.result({ device }, [cells(device, context.t).filter(Boolean).join('  ')]);
  return 0;
}

async function forget(context: VerbContext, [id = '']: readonly string[]): Promise<0> {
  await context.core.devices.get({ id });
  await context.core.devices.forget({ id });
  context.output.result({ forgotten: id }, [context.t('cli.devices.forgotten', { id })]);
  return 0;
}

const actions: Readonly<Record<string, Action>> = {
  list: { words: [0, 0], run: list },
  show: { words: [1, 1], run: show },
  name: { words: [1, 2], run: name },
  note: { words: [1, 2], run: note },
  unban: { words: [1, 1], run: unban },
  forget: { words: [1, 1], run: forget },
};

export const devices: Verb = {
  name: 'devices',
  takes: `[${Object.keys(actions).join('|')} ...]`,
  positionals: [0, 3],
  options: { imeis: { type: 'boolean' } },
  run: (context) => runAction(actions, context, 'list'),
};
