import type { OtaDecision } from '../../../../shared/contract/otaDecision.ts';
import type { UpdateRequest } from './updateRequest.ts';

/** A decision before the log gave it its place. */
export type Decision = Omit<OtaDecision, 'seq' | 'exchangeId'>;

/** Who may have what, and why. One door for every dialect. */
export interface Decider {
  /**
   * Decides and remembers, all or nothing: the module, its version report, the download counted or the ban, the pin of a resume,
   * the decision with its trace. Decisions that come close together are committed together; they see each other
   * before. No byte may go out before `settled`.
   * @param exchangeId joins the decision with the journal's rows
   */
  decide(request: UpdateRequest, exchangeId: string): OtaDecision;
  /**
   * Resolves when every decision so far is in the database; rejects when those that share a commit could not be kept, and then
   * none of them counts. Null when there is nothing to wait for.
   */
  settled(): Promise<void> | null;
  /** The same judgement; nothing is counted, bound or remembered. `seq` is 0. */
  judge(request: UpdateRequest): OtaDecision;
}
