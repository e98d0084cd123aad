import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { SettingName } from '../../../shared/contract/modem.ts';
import { identify } from '../modem/identity.ts';
import { previewSettings, type SettingsContext, type SettingValues } from '../modem/settingCommands.ts';
import { readSettings } from '../modem/settings.ts';
import type { OtaServer } from '../ota-server/otaServer.ts';
import type { LeaseOwner } from '../ports/lease.ts';
import { masked, maskedText } from '../settings/settingChanges.ts';
import {
  changeSettings,
  describeChanges,
  type ModuleSettingsParts,
  showSettings,
  undoChange,
  withProjectKey,
} from './moduleSettings.ts';
import { ownServerWarnings } from './ownServerWarnings.ts';
import {
  type OwnUpgradeLock,
  refuseBreakingOrder,
  refuseDuringOwnUpgrade,
} from './upgrade/ownUpgradeLock.ts';
import { type ChannelParts, withChannel } from './withChannel.ts';

const defaultTimeoutMs = 10_000;

export type ModemServiceParts = ChannelParts &
  ModuleSettingsParts & { readonly server: OtaServer; readonly unasked: OwnUpgradeLock };

export function createModemService(parts: ModemServiceParts): CoreHandlers['modem'] {
  const on = (portId: string, owner: LeaseOwner, signal: AbortSignal) => ({
    do: <T>(work: Parameters<typeof withChannel<T>>[4]) => withChannel(parts, portId, owner, signal, work),
  });
  return {
    async identify({ portId }, { signal }) {
      const identity = await on(portId, 'identify', signal).do((channel) => identify(channel, { signal }));
      const { imei, version, model, chip } = identity;
      if (imei !== undefined) parts.devices.recordSeen({ id: imei, version, model, chip, portId });
      return identity;
    },
    async send({ portId, command, timeoutMs = defaultTimeoutMs }, { signal }) {
      refuseBreakingOrder(parts.unasked, portId, command);
      return on(portId, 'terminal', signal).do(async (channel) => {
        const startedMs = parts.clock.monoMs();
        const { lines, final, code } = await channel.send(command, { timeoutMs, signal });
        const tookMs = parts.clock.monoMs() - startedMs;
        return { lines: [...lines], final, tookMs, ...(code === undefined ? {} : { code }) };
      });
    },
    readSettings: ({ portId }, { signal }) =>
      on(portId, 'settings', signal).do(async (channel) =>
        (await readSettings(channel, { signal })).map(masked),
      ),
    settings: ({ portId }, { signal }) =>
      on(portId, 'settings', signal).do((channel) => showSettings(parts, channel, portId, signal)),
    settingChanges({ deviceId, portId = '' }) {
      const key = { deviceId: deviceId ?? parts.changes.deviceAt(portId), portId };
      return describeChanges(parts.changes, parts.changes.ofModule(key));
    },
    previewSettings: (request) => preview(parts, request),
    async writeSettings({ portId, ...request }, { signal }) {
      refuseDuringOwnUpgrade(parts.unasked, portId);
      return on(portId, 'settings', signal).do((channel) =>
        changeSettings(parts, channel, request, { portId, signal, reason: 'form' }),
      );
    },
    async undoSetting({ portId, changeId, tryEmpty = false }, { signal }) {
      refuseDuringOwnUpgrade(parts.unasked, portId);
      return on(portId, 'settings', signal).do((channel) =>
        undoChange(parts, channel, { changeId, tryEmpty }, { portId, signal }),
      );
    },
  };
}

interface PreviewRequest {
  readonly values: SettingValues;
  readonly keyOf?: string | undefined;
  readonly save: boolean;
  readonly portId?: string | undefined;
  readonly current?: SettingValues | undefined;
}

/** The lines as they will be sent; the key of a project is masked, because it shall not reach a door. */
export async function preview(
  parts: Pick<ModemServiceParts, 'settings' | 'ports' | 'server'>,
  request: PreviewRequest,
): Promise<{ commands: string[]; warnings: { name: SettingName; code: string }[] }> {
  const values = await withProjectKey(parts.settings, request);
  const onThisComputer = parts.ports.list().find(({ id }) => id === request.portId)?.kind === 'virtual';
  const context: SettingsContext = {
    onThisComputer,
    ...(request.current === undefined ? {} : { current: request.current }),
  };
  const { commands, warnings } = previewSettings(values, request.save, context);
  const key = request.keyOf === undefined ? undefined : values.KEY;
  const shown =
    key === undefined ? commands : commands.map((line) => line.replaceAll(key, () => maskedText('KEY', key)));
  const url = values.URL;
  const ownServer = url === undefined ? [] : ownServerWarnings(parts.server.status(), url);
  return {
    commands: [...shown],
    warnings: [
      ...warnings.map(({ name, code }) => ({ name, code })),
      ...ownServer.map((code) => ({ name: 'URL' as const, code })),
    ],
  };
}
