/** `serve faults ...`: answers broken on purpose, each as a field report says that one was. */
import { type OtaFault, otaFaultEffectSchema } from '../../../../shared/contract/otaFault.ts';
import { AppError } from '../../../../shared/errors.ts';
import { type Action, runAction } from '../actions.ts';
import { readFault } from '../fault.ts';
import { table } from '../format.ts';
import { snapshotOf } from '../snapshot.ts';
import type { VerbContext } from '../verb.ts';

const mostAtOnce = 16;

/** `cut=20000,device=861234567890123`, as it is typed. */
function spelled({ effect, deviceId, packageSha256, skip, times }: OtaFault): string {
  const { kind, ...rest } = effect;
  const [value] = Object.values(rest);
  const parts = { device: deviceId, package: packageSha256, skip, times };
  const named = Object.entries(parts).filter(([, part]) => part !== undefined);
  return [
    value === undefined ? kind : `${kind}=${value}`,
    ...named.map(([name, part]) => `${name}=${part}`),
  ].join(',');
}

function faultTable(t: VerbContext['t'], faults: readonly OtaFault[]): string[] {
  if (faults.length === 0) return [t('cli.serve.noFaults')];
  const heads = ['id', 'fault', 'met', 'fired', 'meaning'];
  return table(
    heads.map((name) => t(`cli.serve.column.${name}`)),
    faults.map((fault) => [
      ...[fault.id, spelled(fault), String(fault.seen), String(fault.fired)],
      t(`otaFault.${fault.effect.kind}.name`),
    ]),
  );
}

/** Faults live in the core that serves: where none does, they would be gone with this command. */
async function mustServe({ core }: VerbContext): Promise<void> {
  const status = await snapshotOf(core.otaServer.status);
  if (status.state === 'stopped') throw new AppError('server.notRunning');
}

const faultActions: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 0],
    async run({ core, output, t }) {
      const faults = await snapshotOf(core.otaServer.faults);
      output.result({ faults }, faultTable(t, faults));
      return 0;
    },
  },
  kinds: {
    words: [0, 0],
    async run({ output, t }) {
      const kinds = otaFaultEffectSchema.options.map(({ shape: { kind, ...fields } }) => ({
        kind: kind.value,
        takes: Object.keys(fields)[0] ?? null,
      }));
      const rows = kinds.map(({ kind, takes }) => [
        takes === null ? kind : `${kind}=${takes}`,
        `${t(`otaFault.${kind}.name`)}: ${t(`otaFault.${kind}.field`)}`,
      ]);
      output.result({ kinds }, table([t('cli.serve.column.fault'), t('cli.serve.column.meaning')], rows));
      return 0;
    },
  },
  set: {
    words: [1, mostAtOnce],
    async run(context, words) {
      const { core, output, t } = context;
      const inputs = words.map((word) => readFault(word));
      await mustServe(context);
      const faults: OtaFault[] = [];
      for (const input of inputs) faults.push(await core.otaServer.setFault(input));
      output.result({ faults }, faultTable(t, faults));
      return 0;
    },
  },
  clear: {
    words: [0, 1],
    async run({ core, output, t }, [id]) {
      await core.otaServer.clearFault(id === undefined ? {} : { id });
      const faults = await snapshotOf(core.otaServer.faults);
      output.result({ faults }, faultTable(t, faults));
      return 0;
    },
  },
};

export const faults: Action = {
  words: [0, 1 + mostAtOnce],
  run: (context, words) => runAction(faultActions, context, 'list', words),
};
