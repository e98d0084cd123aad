/** `ports --watch`: one line per change until Ctrl-C. */
import type { PortInfo } from '../../../../shared/contract/port.ts';
import type { VerbContext } from '../verb.ts';
import { portCells } from './portRow.ts';

export async function watchPorts({ core, output, t, signal }: VerbContext): Promise<0> {
  const shown = new Map<string, string>();
  const show = (port: PortInfo): void => {
    const line = portCells(port, t).filter(Boolean).join('  ');
    if (shown.get(port.id) === line) return;
    shown.set(port.id, line);
    output.event({ event: 'portChanged', port });
    if (output.mode === 'text') output.note(line);
  };
  await new Promise<void>((resolve, reject) => {
    const stop = core.ports.all(
      {},
      {
        onSnapshot: (ports) => ports.forEach(show),
        onChanges: (changes) => {
          for (const change of changes) {
            if (change.kind === 'portChanged') {
              show(change.port);
              continue;
            }
            shown.delete(change.id);
            output.event({ event: 'portRemoved', id: change.id });
            if (output.mode === 'text') output.note(t('cli.ports.removed', { id: change.id }));
          }
        },
        onError: reject,
      },
    );
    const end = (): void => {
      stop();
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  output.result({ ports: await core.ports.refresh({}) }, []);
  return 0;
}
