import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { identify } from '../modem/identity.ts';
import { previewSettings } from '../modem/settingCommands.ts';
import { readSettings, writeSettings } from '../modem/settings.ts';
import type { LeaseOwner } from '../ports/lease.ts';
import { type ChannelParts, withChannel } from './withChannel.ts';

const defaultTimeoutMs = 10_000;

export function createModemService(parts: ChannelParts): CoreHandlers['modem'] {
  const on = (portId: string, owner: LeaseOwner, signal: AbortSignal) => ({
    do: <T>(work: Parameters<typeof withChannel<T>>[4]) => withChannel(parts, portId, owner, signal, work),
  });
  return {
    identify: ({ portId }, { signal }) =>
      on(portId, 'identify', signal).do((channel) => identify(channel, { signal })),
    send: ({ portId, command, timeoutMs = defaultTimeoutMs }, { signal }) =>
      on(portId, 'terminal', signal).do(async (channel) => {
        const startedMs = parts.clock.monoMs();
        const { lines, final, code } = await channel.send(command, { timeoutMs, signal });
        const tookMs = parts.clock.monoMs() - startedMs;
        return { lines: [...lines], final, tookMs, ...(code === undefined ? {} : { code }) };
      }),
    readSettings: ({ portId }, { signal }) =>
      on(portId, 'settings', signal).do((channel) => readSettings(channel, { signal })),
    previewSettings({ values, save }) {
      const { commands, warnings } = previewSettings(values, save);
      return { commands: [...commands], warnings: warnings.map(({ name, code }) => ({ name, code })) };
    },
    writeSettings: ({ portId, values, save }, { signal }) =>
      on(portId, 'settings', signal).do(async (channel) =>
        (await writeSettings(channel, values, save, { signal })).map(({ name, before, after, accepted }) => ({
          ...{ name, before, after, accepted },
        })),
      ),
  };
}
