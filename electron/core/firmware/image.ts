/** What every reader in this room produces, whatever the container was. */

/** Chip families by the name their tools use; `unknown` when the content does not say. */
export type Chip = 'ec618' | 'ec7xx' | 'uis8910' | 'xt804' | 'air105' | 'bk72xx' | 'unknown';

/** What an image is for. `filesystem` and `script` are LuatOS zones; `data` is everything without a known role. */
export type ImageRole = 'bootloader' | 'ap' | 'cp' | 'script' | 'filesystem' | 'data';

export interface FirmwareImage {
  /** Name inside the container, e.g. `ap_bootloader`, `ap`, `cp-demo-flash`, `script.bin`. */
  readonly name: string;
  readonly role: ImageRole;
  /** Flash offset as the container gives it; relative to the flash base (luat-formats 2.3). */
  readonly address: number;
  /** Bytes reserved for this image in flash; 0 when the container does not say. */
  readonly zoneSizeBytes: number;
  readonly bytes: Uint8Array;
  /** Lower-case hex SHA-256 of `bytes`. */
  readonly sha256: string;
}

/** Where a version came from, so that a person can judge it. */
export type VersionSource = 'strings' | 'fileName' | 'infoJson' | 'user';

export interface FirmwareVersion {
  /** e.g. `AirM2M_780E_V1147_LTE_AT`. */
  readonly text: string;
  readonly source: VersionSource;
}

/** One integrity check that the container offers, done by the reader. */
export interface FirmwareCheck {
  /** Stable id, e.g. `binpkg.sha256:ap`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was expected and found, for a failed check; empty otherwise. */
  readonly detail: string;
}

export interface Firmware {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Lower-case hex SHA-256 of the file as given. */
  readonly sha256: string;
  /** Container by content, never by name. */
  readonly container: 'binpkg' | 'soc';
  /** Archive kind for `soc`. */
  readonly archive?: '7z' | 'zip';
  readonly chip: Chip;
  /** What in the content decided `chip`: `ap@0x24000`, `pkgmode`, `productname=EC718P_PRD`, `info.json=ec618`. */
  readonly chipEvidence?: readonly string[];
  /** Best known version, null when nothing says. */
  readonly version: FirmwareVersion | null;
  /** Everything that names a version, the best first. */
  readonly versions?: readonly FirmwareVersion[];
  /** In the container's order. */
  readonly images: readonly FirmwareImage[];
  /** Members that are no image (info.json, maps, tools), by name and size. */
  readonly otherMembers: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly checks: readonly FirmwareCheck[];
}
