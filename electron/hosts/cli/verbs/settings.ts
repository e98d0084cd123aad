/** `settings --port PORT [--url U] [--key K] [--period S] [--auto 0|1] [--save]`: reads, or changes with read-back. */
import type { SettingName } from '../../../../shared/contract/modem.ts';
import { flag, text } from '../arguments.ts';
import { table } from '../format.ts';
import { borrowPort } from '../portArgument.ts';
import type { Verb, VerbContext } from '../verb.ts';

const names: readonly (readonly [string, SettingName])[] = [
  ['url', 'URL'],
  ['key', 'KEY'],
  ['period', 'PERIOD'],
  ['auto', 'AUTO'],
];

async function show({ core, output, t }: VerbContext, portId: string): Promise<0> {
  const values = await core.modem.readSettings({ portId });
  output.result(
    { settings: values },
    table(
      [t('cli.settings.name'), t('cli.settings.value'), t('cli.settings.source')],
      values.map(({ name, value, source }) => [name, value ?? '—', t(`settingSource.${source}`)]),
    ),
  );
  return 0;
}

async function change(
  context: VerbContext,
  portId: string,
  values: Partial<Record<SettingName, string>>,
): Promise<0 | 1> {
  const { core, output, t, args } = context;
  const save = flag(args, 'save');
  const preview = await core.modem.previewSettings({ values, save });
  for (const line of preview.commands) output.note(`> ${line}`);
  for (const { name, code } of preview.warnings) output.note(`${name}: ${t(`setting.${code}`)}`);
  if (!save) output.note(t('cli.settings.notSaved'));
  const changes = await core.modem.writeSettings({ portId, values, save });
  output.result(
    { saved: save, changes },
    table(
      [t('cli.settings.name'), t('cli.settings.before'), t('cli.settings.value'), t('cli.settings.source')],
      changes.map(({ name, before, after }) => [
        name,
        before.value ?? '—',
        after.value ?? '—',
        t(`settingSource.${after.source}`),
      ]),
    ),
  );
  return changes.every(({ accepted }) => accepted) ? 0 : 1;
}

export const settings: Verb = {
  name: 'settings',
  takes: '',
  positionals: [0, 0],
  options: {
    port: { type: 'string', short: 'p', value: 'PORT' },
    firmware: { type: 'string', value: 'FILE' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    url: { type: 'string', value: 'URL' },
    key: { type: 'string', value: 'KEY' },
    period: { type: 'string', value: 'SECONDS' },
    auto: { type: 'string', value: '0|1' },
    save: { type: 'boolean' },
  },
  async run(context) {
    const values: Partial<Record<SettingName, string>> = {};
    for (const [option, name] of names) {
      const value = text(context.args, option);
      if (value !== undefined) values[name] = value;
    }
    const firmware = text(context.args, 'firmware');
    const port = await borrowPort(context, firmware === undefined ? undefined : context.path(firmware));
    try {
      return Object.keys(values).length === 0
        ? await show(context, port.portId)
        : await change(context, port.portId, values);
    } finally {
      await port.dispose();
    }
  },
};
