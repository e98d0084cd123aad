import type { OtaDecision } from '../../../../shared/contract/otaDecision.ts';
import type { UpdateRequest } from './updateRequest.ts';

/** A decision before the log gave it its place. */
export type Decision = Omit<OtaDecision, 'seq' | 'exchangeId'>;

/** Who may have what, and why. One door for every dialect. */
export interface Decider {
  /**
   * Decides and remembers, in one transaction that is in the database before this returns: the module, its version report, the
   * download counted or the ban, the pin of a resume, the decision with its trace. Only then may a byte go out.
   * @param exchangeId joins the decision with the journal's rows
   */
  decide(request: UpdateRequest, exchangeId: string): OtaDecision;
  /** The same judgement; nothing is counted, bound or remembered. `seq` is 0. */
  judge(request: UpdateRequest): OtaDecision;
}
