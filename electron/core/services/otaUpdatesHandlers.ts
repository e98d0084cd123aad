import type { DeviceSummary } from '../../../shared/contract/devices.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Devices } from '../devices/devices.ts';
import type { Updates } from '../ota-server/updates.ts';
import { lendsKey } from '../settings/presets.ts';
import type { Settings } from '../settings/settings.ts';

type UpdatesHandlers = Pick<
  CoreHandlers['otaServer'],
  | 'decisions'
  | 'listDecisions'
  | 'dryRun'
  | 'campaigns'
  | 'saveCampaign'
  | 'removeCampaign'
  | 'steerCampaign'
  | 'modules'
  | 'module'
  | 'describeModule'
  | 'banModule'
  | 'releaseModule'
  | 'rules'
  | 'setRules'
>;

export type ProjectKeys = Pick<Settings, 'project' | 'projectKey'>;

/** The part of the server's service that is about who is offered what. */
export function createUpdatesHandlers(
  updates: Updates,
  devices: Pick<Devices, 'get'>,
  settings: ProjectKeys,
): UpdatesHandlers {
  return {
    decisions({ last, moduleId }, sink) {
      sink.snapshot(last === 0 ? [] : updates.decisions({ moduleId, limit: last }).reverse());
      return updates.onDecision((decision) => {
        if (moduleId === undefined || decision.claim.identity === moduleId) sink.change(decision);
      });
    },
    listDecisions: (filter) => updates.decisions(filter),
    dryRun: ({ request }) => updates.dryRun(request),
    campaigns(_params, sink) {
      sink.snapshot([...updates.campaigns()]);
      return updates.onCampaign((change) => sink.change(change));
    },
    saveCampaign: async ({ projectId, ...input }) =>
      updates.saveCampaign(
        projectId === undefined ? input : { ...input, projectKey: await keyOf(settings, projectId) },
      ),
    removeCampaign({ id }) {
      updates.removeCampaign(id);
      return { ok: true };
    },
    steerCampaign: ({ id, action }) => updates.steerCampaign(id, action),
    modules: (filter) => updates.modules(filter),
    module: ({ id }) => ({ ...updates.module(id), device: seenAtPort(devices, id) }),
    describeModule: ({ id, notes, bench, unbind }) =>
      updates.describeModule(id, {
        ...(notes === undefined ? {} : { notes }),
        ...(bench === undefined ? {} : { bench }),
        ...(unbind === undefined ? {} : { unbind }),
      }),
    banModule: ({ id, note }) => updates.banModule(id, note ?? ''),
    releaseModule: ({ id }) => updates.releaseModule(id),
    rules(_params, sink) {
      sink.snapshot(updates.rules());
      return updates.onRules((rules) => sink.change(rules));
    },
    setRules(change) {
      const known = Object.entries(change).filter(([, value]) => value !== undefined);
      return updates.setRules(Object.fromEntries(known));
    },
  };
}

/** What a port knows of the same identity, without its histories. */
function seenAtPort(devices: Pick<Devices, 'get'>, id: string): DeviceSummary | null {
  const device = devices.get(id);
  if (device === null) return null;
  const { versions, settings, upgrades, ...summary } = device;
  return summary;
}

/**
 * The key itself never leaves the core. Throws AppError project.unknown {id}, settings.noKey {project}, and preset.keyNotForModule
 * {platform}: modules send the key of an openLuat or own-server project and no other secret.
 */
async function keyOf(settings: ProjectKeys, projectId: string): Promise<string> {
  const { name, platform } = settings.project(projectId);
  if (!lendsKey(platform)) throw new AppError('preset.keyNotForModule', { platform });
  const key = await settings.projectKey(projectId);
  if (key === null || key === '') throw new AppError('settings.noKey', { project: name });
  return key;
}
