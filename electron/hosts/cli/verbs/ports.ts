/** `ports`: what is plugged in and what it may be for. */
import { table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const ports: Verb = {
  name: 'ports',
  takes: '',
  positionals: [0, 0],
  options: {},
  async run({ core, output, t }) {
    const list = await core.ports.refresh({});
    output.result(
      { ports: list },
      list.length === 0
        ? [t('cli.ports.none')]
        : table(
            [t('cli.ports.port'), t('cli.ports.label'), t('cli.ports.role'), t('cli.ports.state')],
            list.map((port) => [
              port.id,
              port.label,
              `${port.role.guess} (${t(`portRole.${port.role.reason}`)})`,
              port.lease === undefined
                ? t('cli.ports.free')
                : t('cli.ports.held', { owner: t(`leaseOwner.${port.lease.owner}`) }),
            ]),
          ),
    );
    return 0;
  },
};
