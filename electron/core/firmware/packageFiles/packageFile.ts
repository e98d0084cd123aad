import type { Chip, FirmwareCheck, FirmwareFact, FirmwareVersion, ImageRole } from '../image.ts';

/** What a package brings to one image, or the image itself where the package holds it whole. */
export interface PackagePart {
  readonly name: string;
  readonly role: ImageRole;
  /** Place in flash, relative to the flash base. */
  readonly address: number;
  /** Size of the new image. */
  readonly sizeBytes: number;
  /** 0 where the package does not say. */
  readonly zoneSizeBytes: number;
  /** Of the new image; where the package names none, of the bytes it stores for it. */
  readonly sha256: string;
  /** Of a delta: the image that it starts from. */
  readonly oldSizeBytes?: number;
  readonly oldSha256?: string;
}

/** Something inside a part or beside it, by path with `/`. */
export interface PackageMember {
  readonly path: string;
  /** Token with a text below `kind.`. */
  readonly kind: string;
  readonly sizeBytes: number;
  readonly sha256?: string;
}

/** An update package as a reader of this folder gives it; every checksum in it was verified. */
export interface PackageFile {
  /** Token with a text below `kind.`, e.g. `luatosOta`. */
  readonly kind: string;
  readonly chip: Chip;
  readonly chipEvidence: readonly string[];
  readonly versions: readonly FirmwareVersion[];
  readonly parts: readonly PackagePart[];
  readonly members: readonly PackageMember[];
  /** A check that is not ok is an oddity the file lives with; damage is thrown instead. */
  readonly checks: readonly FirmwareCheck[];
  readonly facts: readonly FirmwareFact[];
}
