/** `settings get | set | undo | changes | presets`: of one module, with read-back. Without a word: get, or set where values are given. */
import type { SettingChange, SettingName } from '../../../../shared/contract/modem.ts';
import { AppError } from '../../../../shared/errors.ts';
import { type Action, runAction } from '../actions.ts';
import { flag, text, texts } from '../arguments.ts';
import { table } from '../format.ts';
import { borrowPort } from '../portArgument.ts';
import { findProject } from '../project/find.ts';
import { presetActions, presetOptions } from '../project/presets.ts';
import { readKey } from '../readKey.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** Holds the port of `--port`, which for these actions is one. */
async function onPort(context: VerbContext, work: (portId: string) => Promise<0 | 1>): Promise<0 | 1> {
  const { args, path } = context;
  const options = { ...args.options, port: texts(args, 'port')[0] };
  const firmware = text(args, 'firmware');
  const port = await borrowPort(
    { ...context, args: { ...args, options } },
    firmware === undefined ? undefined : path(firmware),
  );
  try {
    return await work(port.portId);
  } finally {
    await port.dispose();
  }
}

const get: Action = {
  words: [0, 0],
  run: (context) =>
    onPort(context, async (portId) => {
      const { core, output, t } = context;
      const { deviceId, settings, changes } = await core.modem.settings({ portId });
      output.result(
        { deviceId, settings, undoable: changes.filter(({ undo }) => undo === 'possible').length },
        table(
          [t('cli.settings.name'), t('cli.settings.value'), t('cli.settings.source'), ''],
          settings.map(({ name, value, source, drift }) => [
            ...[name, value ?? '—', t(`settingSource.${source}`)],
            drift === undefined ? '' : t(`settingDrift.${drift}`),
          ]),
        ),
      );
      return 0;
    }),
};

/** The values that options name, none where none do. */
async function valuesOf({ args }: VerbContext): Promise<Partial<Record<SettingName, string>>> {
  const options = { URL: text(args, 'url'), KEY: await readKey(args), PERIOD: text(args, 'period') };
  const values: Partial<Record<SettingName, string>> = {};
  for (const [name, value] of Object.entries({ ...options, AUTO: text(args, 'auto') })) {
    if (value !== undefined) values[name as SettingName] = value;
  }
  return values;
}

function changeTable({ t }: VerbContext, changes: readonly SettingChange[]): string[] {
  const head = ['name', 'before', 'value', 'outcome', 'undo'].map((key) => t(`cli.settings.${key}`));
  return table(
    head,
    changes.map(({ name, before, after, outcome, undo, answer }) => [
      ...[name, before.value ?? '—', after.value ?? '—'],
      `${t(`settingOutcome.${outcome}`)} ${answer ?? ''}`.trimEnd(),
      t(`settingUndo.${undo}`),
    ]),
  );
}

/** Whether the module holds what was sent, as far as it can tell. */
function succeeded({ outcome }: SettingChange): boolean {
  return outcome === 'stored' || outcome === 'sentOnly';
}

const set: Action = {
  words: [0, 0],
  run: (context) =>
    onPort(context, async (portId) => {
      const { core, output, t, args } = context;
      const save = flag(args, 'save');
      const keyOf = text(args, 'key-of');
      const project = keyOf === undefined ? undefined : await findProject(context, keyOf);
      const values = await valuesOf(context);
      if (Object.keys(values).length === 0 && project === undefined)
        throw new AppError('settings.invalid', {
          name: '--url, --key, --key-of, --period, --auto',
          reason: 'nothing',
        });
      const request = { values, save, ...(project === undefined ? {} : { keyOf: project.id }) };
      const preview = await core.modem.previewSettings({ ...request, portId });
      for (const line of preview.commands) output.note(`> ${line}`);
      for (const { name, code } of preview.warnings) output.note(`${name}: ${t(`setting.${code}`)}`);
      if (!save) output.note(t('cli.settings.notSaved'));
      const changes = await core.modem.writeSettings({ portId, ...request });
      output.result({ saved: save, changes }, changeTable(context, changes));
      return changes.every(succeeded) ? 0 : 1;
    }),
};

const undo: Action = {
  words: [0, 1],
  run: (context, [word]) =>
    onPort(context, async (portId) => {
      const { core, output, args } = context;
      const { changes } = await core.modem.settings({ portId });
      const chosen =
        word === undefined
          ? changes.find(({ undo: state, reason }) => state === 'possible' && reason !== 'undo')
          : changes.find(({ id }) => id === word || (word.length >= 4 && id.startsWith(word)));
      if (chosen === undefined) throw new AppError('settings.changeUnknown', { id: word ?? '—' });
      if (chosen.undoCommand !== null) output.note(`> ${chosen.undoCommand}`);
      const change = await core.modem.undoSetting({
        ...{ portId, changeId: chosen.id, tryEmpty: flag(args, 'try-empty') },
      });
      output.result({ undone: chosen.id, change }, changeTable(context, [change]));
      return succeeded(change) ? 0 : 1;
    }),
};

const changes: Action = {
  words: [0, 0],
  async run(context) {
    const { core, output, args } = context;
    const deviceId = text(args, 'imei');
    const look = async (query: { portId: string } | { deviceId: string }): Promise<0> => {
      const list = await core.modem.settingChanges(query);
      output.result(
        { changes: list },
        list.length === 0 ? [context.t('cli.settings.noChanges')] : changeTable(context, list),
      );
      return 0;
    };
    return deviceId === undefined ? onPort(context, (portId) => look({ portId })) : look({ deviceId });
  },
};

const presets: Action = {
  words: [0, 2],
  run: (context, words) =>
    runAction(presetActions, { ...context, args: { ...context.args, positionals: words } }, 'list'),
};

const actions = { get, set, undo, changes, presets } as const;

export const settings: Verb = {
  name: 'settings',
  takes: `${Object.keys(actions).join('|')} [...]`,
  positionals: [0, 3],
  options: {
    ...presetOptions,
    firmware: { type: 'string', value: 'FILE' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    key: { type: 'string', value: 'KEY|-' },
    'key-of': { type: 'string', value: 'NAME|ID' },
    imei: { type: 'string', value: 'IMEI' },
    'try-empty': { type: 'boolean' },
  },
  run(context) {
    const { options } = context.args;
    const gives = ['url', 'key', 'key-of', 'period', 'auto'].some((name) => options[name] !== undefined);
    return runAction(actions, context, gives ? 'set' : 'get');
  },
};
