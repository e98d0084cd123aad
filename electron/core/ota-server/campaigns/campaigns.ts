import { z } from 'zod';
import {
  campaignInputSchema,
  campaignPackageSchema,
  campaignStateSchema,
  rolloutPlanSchema,
} from '../../../../shared/contract/otaCampaign.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Standing } from '../rollouts/judgeStage.ts';
import { type CampaignRecord, type LiveCampaign, toLive } from './liveCampaign.ts';

/** Campaigns in the database, with a copy in memory that decisions are made from. */
export interface Campaigns {
  list(): readonly LiveCampaign[];
  find(id: string): LiveCampaign | undefined;
  /** Throws AppError server.unknownCampaign {id}. */
  known(id: string): LiveCampaign;
  /** Of exactly this project, and those for any project. */
  of(project: string | null): { readonly campaigns: readonly LiveCampaign[]; readonly known: boolean };
  /** Writes one; call `refresh` when the transaction has ended. */
  write(record: CampaignRecord): void;
  remove(id: string): void;
  /** Writes only where it stands; call `applyStanding` when the transaction has ended. */
  writeStanding(id: string, standing: Standing): void;
  applyStanding(id: string, standing: Standing): void;
  /** Reads memory anew from the database. */
  refresh(): void;
}

const dataSchema = z.object({
  name: z.string(),
  createdAtMs: z.number(),
  projectHint: z.string().nullable(),
  firmwareNames: z.array(z.string()),
  targetVersion: z.string(),
  coreVersion: z.string().nullable(),
  packages: z.array(campaignPackageSchema),
  audience: z.enum(['all', 'listed']),
  allow: z.array(z.string()),
  deny: z.array(z.string()),
  window: campaignInputSchema.shape.window.unwrap(),
  allowOlder: z.boolean(),
  building: z.boolean(),
  rollout: rolloutPlanSchema.nullable(),
});
const rowSchema = z.object({
  id: z.string(),
  position: z.number(),
  project: z.string().nullable(),
  state: campaignStateSchema,
  stage: z.number(),
  good: z.number(),
  bad: z.number(),
  data: z.string(),
});

export function createCampaigns(store: Store): Campaigns {
  let byId = new Map<string, LiveCampaign>();
  let byProject = new Map<string | null, LiveCampaign[]>();
  const none: readonly LiveCampaign[] = [];

  function refresh(): void {
    const rows = store.all(
      'SELECT id, position, project, state, stage, good, bad, data FROM ota_campaigns ORDER BY position',
    );
    byId = new Map();
    byProject = new Map();
    for (const row of rows) {
      const { position, data, ...columns } = rowSchema.parse(row);
      const campaign = toLive({ ...dataSchema.parse(JSON.parse(data)), ...columns }, position);
      byId.set(campaign.id, campaign);
      byProject.set(campaign.project, [...(byProject.get(campaign.project) ?? []), campaign]);
    }
  }

  /** Lists of a hundred thousand stay as they are: only the standing is new. */
  function applyStanding(id: string, { state, stage, good, bad }: Standing): void {
    const old = byId.get(id);
    if (old === undefined) return;
    const campaign = { ...old, state, stage, good, bad };
    byId.set(id, campaign);
    const others = byProject.get(old.project) ?? [];
    byProject.set(
      old.project,
      others.map((other) => (other === old ? campaign : other)),
    );
  }

  refresh();
  return {
    refresh,
    applyStanding,
    writeStanding(id, { state, stage, good, bad }) {
      store.run(
        'UPDATE ota_campaigns SET state = ?, stage = ?, good = ?, bad = ? WHERE id = ?',
        ...[state, stage, good, bad, id],
      );
    },
    list: () => [...byId.values()],
    find: (id) => byId.get(id),
    known(id) {
      const found = byId.get(id);
      if (found === undefined) throw new AppError('server.unknownCampaign', { id });
      return found;
    },
    of(project) {
      const own = project === null ? none : (byProject.get(project) ?? none);
      const any = byProject.get(null) ?? none;
      return {
        campaigns: own.length === 0 ? any : any.length === 0 ? own : [...own, ...any],
        known: own.length > 0,
      };
    },
    write(record) {
      const { id, project, state, stage, good, bad } = record;
      const data = JSON.stringify(dataSchema.parse(record));
      store.run(
        `INSERT INTO ota_campaigns (id, position, project, state, stage, good, bad, data)
         VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM ota_campaigns), ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET project = excluded.project, state = excluded.state, stage = excluded.stage,
           good = excluded.good, bad = excluded.bad, data = excluded.data`,
        ...[id, project, state, stage, good, bad, data],
      );
    },
    remove(id) {
      store.run('DELETE FROM ota_campaigns WHERE id = ?', id);
    },
  };
}
