import type { CampaignPackage, RolloutPlan } from '../../../../shared/contract/otaCampaign.ts';
import type { Standing } from '../rollouts/judgeStage.ts';

/** A campaign as it is kept; what does not fit a column of its own is one JSON text. */
export interface CampaignRecord extends Standing {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** SHA-256 of the project key, and its last characters; null: any project. */
  readonly project: string | null;
  readonly projectHint: string | null;
  readonly firmwareNames: readonly string[];
  readonly targetVersion: string;
  readonly coreVersion: string | null;
  readonly packages: readonly CampaignPackage[];
  readonly audience: 'all' | 'listed';
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly window: { readonly fromMs: number | null; readonly toMs: number | null } | null;
  readonly allowOlder: boolean;
  readonly building: boolean;
  readonly rollout: RolloutPlan | null;
}

/** The same, ready to be asked ten thousand times a second: lists as sets, made once. */
export interface LiveCampaign extends CampaignRecord {
  /** Order of creation. */
  readonly position: number;
  readonly names: ReadonlySet<string>;
  readonly allowed: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
  readonly canary: ReadonlySet<string>;
}

export function toLive(record: CampaignRecord, position: number): LiveCampaign {
  return {
    ...record,
    position,
    names: new Set(record.firmwareNames),
    allowed: new Set(record.allow),
    denied: new Set(record.deny),
    canary: new Set(record.rollout?.canary ?? []),
  };
}
