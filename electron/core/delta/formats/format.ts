import type { PackageLimit, ProofClass } from '../../../../shared/contract/delta.ts';
import type { Firmware } from '../../firmware/image.ts';
import type { Crew } from '../crew/crew.ts';
import type { DeltaProgress, DeltaProof, DeltaWarning, NotCovered } from '../result.ts';

export type { PackageLimit, ProofClass };

/** What a build will do, after everything that can be said before it was said. */
export interface FormatPlan {
  /** Images of NEW that the package brings. */
  readonly covered: readonly { readonly name: string; readonly role: string }[];
  readonly notCovered: readonly NotCovered[];
  readonly warnings: readonly DeltaWarning[];
  /** Every limit that is known; the smallest is the gate. Empty: none is known. */
  readonly limits: readonly PackageLimit[];
  /** Bytes of NEW that the build works on, for the progress. */
  readonly workBytes: number;
}

export interface FormatOptions {
  /** Build although the versions prove NEW older than OLD. */
  readonly allowOlder?: boolean;
  /** Why a refusal that may be overridden is overridden; goes into the manifest. */
  readonly overrideReason?: string;
  /** The user's own number for a full update, 32 bits; 0 when absent. */
  readonly appVersion?: number;
}

export interface BuildControl {
  /** Stops work that is done in this thread. */
  readonly signal?: AbortSignal;
  /** Who does the work; this thread alone when absent. */
  readonly crew?: Crew;
  readonly onProgress: (progress: DeltaProgress) => void;
}

/**
 * One kind of package that Airdock writes. `plan` throws AppError before any work; `write` makes the file; `prove` rebuilds it
 * with code that shares nothing with `write` and throws `delta.proofFailed`.
 */
export interface PackageFormat<P extends FormatPlan = FormatPlan> {
  /** As on the command line, e.g. `luatos-script`. */
  readonly id: string;
  readonly proofClass: ProofClass;
  /** False where the package does not depend on OLD; OLD may then be null. */
  readonly needsOld: boolean;
  plan(old: Firmware | null, fresh: Firmware, options: FormatOptions): P;
  write(plan: P, control: BuildControl): Promise<Uint8Array>;
  prove(old: Firmware | null, plan: P, bytes: Uint8Array): DeltaProof;
  /** As `prove`, for somebody else's package: also of a shape that Airdock does not write. Absent: `prove`. */
  verify?(old: Firmware | null, plan: P, bytes: Uint8Array): DeltaProof;
}
