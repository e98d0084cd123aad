import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import type { ImageRole } from '../firmware/image.ts';

export type { DeltaFormat };

/** One image inside the package. */
export interface DeltaImage {
  /** Name in NEW. */
  readonly name: string;
  readonly role: 'ap' | 'cp';
  readonly oldSha256: string;
  readonly newSha256: string;
  /** Order in which the module rewrites its flash; the smaller of both was kept. */
  readonly direction: 'forward' | 'reverse';
  /** Header and payload of this image inside the package. */
  readonly packageBytes: number;
}

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
}

export interface DeltaWarning {
  /** Stable id: `bootloaderNotCovered`, `versionUnknown`, `sameVersion`, `olderVersion`. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

export interface DeltaStats {
  /** Bytes of the changed images of OLD and of NEW. */
  readonly oldBytes: number;
  readonly newBytes: number;
  /** What each direction of each image would have cost. */
  readonly tried: readonly {
    readonly role: 'ap' | 'cp';
    readonly forward: number;
    readonly reverse: number;
  }[];
}

/** A proved package. There is no unproved one. */
export interface DeltaResult {
  readonly format: DeltaFormat;
  /** The file to serve, wrapper included. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly images: readonly DeltaImage[];
  /** Names of the images that the package brings to NEW. */
  readonly covered: readonly string[];
  readonly notCovered: readonly NotCovered[];
  readonly proof: DeltaProof;
  readonly warnings: readonly DeltaWarning[];
  readonly stats: DeltaStats;
}

/** How far a build is; `done` and `total` count bytes of NEW, each once per direction while building. */
export interface DeltaProgress {
  readonly phase: 'build' | 'prove';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes';
}
