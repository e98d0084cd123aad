import type { CampaignPackage } from '../../../../shared/contract/otaCampaign.ts';
import type { LuatCause, OtaReason, OtaRule } from '../../../../shared/contract/otaDecision.ts';
import type { OtaBan, OtaOffer, OtaRules } from '../../../../shared/contract/otaLedger.ts';
import type { ErrorParams } from '../../../../shared/errors.ts';
import type { LiveCampaign } from '../campaigns/liveCampaign.ts';
import type { UpdateRequest } from '../decisions/updateRequest.ts';

/** What is known of the module that asks; null where it asks for the first time. */
export interface KnownModule {
  readonly project: string | null;
  readonly bench: boolean;
  readonly ban: OtaBan | null;
}

/** A download that may be continued. */
export interface Pin {
  readonly campaignId: string;
  readonly packageSha256: string;
  readonly target: string;
}

export type BlobState = 'ready' | 'loading' | 'damaged';

/** Everything that a judgement looks at; the functions ask the database, so a rule that is not reached costs nothing. */
export interface Facts {
  readonly request: UpdateRequest;
  /** SHA-256 of the project that was named. */
  readonly project: string | null;
  readonly nowMs: number;
  readonly settings: OtaRules;
  /** Of that project, and those for any. */
  readonly campaigns: readonly LiveCampaign[];
  /** Whether any campaign is for exactly this project. */
  readonly projectKnown: boolean;
  readonly anyCampaign: boolean;
  readonly module: KnownModule | null;
  readonly pin: () => Pin | null;
  /** The newest upgrade that this module was handed by a campaign. */
  readonly lastOffer: (campaignId: string) => (OtaOffer & { readonly retried: boolean }) | null;
  readonly blob: (sha256: string) => BlobState;
  /** Downloads that this module began from one version to one target since each of those times. */
  readonly servings: (source: string, target: string, sinceMs: readonly number[]) => readonly number[];
}

/** A candidate with the package that fits; without one it is still being built, or the module runs its target already. */
export interface Candidate {
  readonly campaign: LiveCampaign;
  readonly pick: CampaignPackage | null;
}

/** What earlier rules have found out. Each rule narrows it and hands it on. */
export interface Progress {
  readonly candidates: readonly Candidate[];
  readonly resume: Pin | null;
}

export interface Finding {
  readonly reason: OtaReason;
  readonly params?: ErrorParams;
  /** Only of a failure: the number in the classic table. */
  readonly cause?: Exclude<LuatCause, 0>;
  /** The campaign that the failure is about. */
  readonly campaignId?: string;
  /** Only of a pass: what changed. */
  readonly progress?: Partial<Progress>;
}

/** One rule. Pure; it fails where its finding has a cause. */
export interface Rule {
  readonly name: OtaRule;
  ask(facts: Facts, progress: Progress): Finding;
}
