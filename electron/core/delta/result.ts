import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import type { ImageRole } from '../firmware/image.ts';
import type { PackageLimit, ProofClass } from './formats/format.ts';

export type { DeltaFormat };

/** An image that differs but stays on the module as it is. */
export interface NotCovered {
  readonly name: string;
  readonly role: ImageRole;
  /** `warning`: the vendor's tool leaves it out as well. `error`: NEW is not reached without it. */
  readonly severity: 'warning' | 'error';
  /** Stable id: `bootloaderNotInFormat`, `imageNotInPackage`. */
  readonly reason: string;
}

/** The verdict on one image, from code that shares nothing with the writer. */
export interface ImageVerdict {
  readonly name: string;
  readonly newSha256: string;
  readonly rebuiltSha256: string;
  readonly ok: boolean;
}

export interface DeltaProof {
  readonly images: readonly ImageVerdict[];
  /** Ids of the rules that the whole package passed. */
  readonly checkedRules: readonly string[];
  /** Bytes of the core delta inside of the file, as the proof found it; only where a limit is about that part. */
  readonly deltaBytes?: number;
  /** Files of the module's own file system that the package changes; nobody here can carry that out. */
  readonly fileChanges?: number;
  /** In the wrapper that modules download, or without; only where one format has both forms. */
  readonly envelope?: Envelope;
}

export type Envelope = 'wrapped' | 'bare';

export interface DeltaWarning {
  /** Stable id: `bootloaderNotCovered`, `versionUnknown`, `sameVersion`, `olderVersion`. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** A proved package. There is no unproved one. */
export interface DeltaResult {
  readonly format: DeltaFormat;
  readonly proofClass: ProofClass;
  /** It was refused, and built because a person gave a reason. */
  readonly overridden: boolean;
  /** The file to serve, wrapper included. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Names of the images that the package brings to NEW. */
  readonly covered: readonly string[];
  readonly notCovered: readonly NotCovered[];
  readonly proof: DeltaProof;
  readonly warnings: readonly DeltaWarning[];
  /** Every limit that is known; the smallest was the gate. */
  readonly limits: readonly PackageLimit[];
}

/** How far the work is; `done` and `total` count bytes of NEW, each once per direction while building. */
export interface DeltaProgress {
  readonly phase: 'build' | 'prove';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes';
}
