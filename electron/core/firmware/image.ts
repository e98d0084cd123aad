import type { SocInfo } from './socInfo.ts';

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
  /** True: `address` is a place in RAM or a logical number of the download, not in flash (luat-formats 6.1). */
  readonly outsideFlash?: boolean;
}

/** Something that a container says about itself, for people; `name` is a token with a text below `fact.`. */
export interface FirmwareFact {
  readonly name: string;
  readonly value: string;
}

/** Where a version came from, so that a person can judge it. */
export type VersionSource = 'strings' | 'header' | 'fileName' | 'infoJson' | 'user';

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

/** `dfota` is the cloud upload of the 8910: an archive with a core, an application, or both (luat-formats 4.2). */
export type FirmwareContainer = 'binpkg' | 'soc' | 'pac' | 'xt804' | 'uimage' | 'dfota';

/** What the info.json of a `.soc` says about LuatOS updates (luat-formats 1.3); null where it does not say. */
export interface LuatOtaFacts {
  /** `fota.magic_num`, e.g. 0xEAF18C16. */
  readonly magic: number | null;
  /** `fota.block_len`, uncompressed bytes per block. */
  readonly blockBytes: number | null;
  /** `download.script_addr`, flash offset of the script zone. */
  readonly scriptAddress: number | null;
  readonly scriptZoneBytes: number | null;
  /** `fota.full_addr`, where a full update is collected. */
  readonly fullAddress: number | null;
  /** `download.fs_addr`, where that zone ends. */
  readonly filesystemAddress: number | null;
}

export interface Firmware {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Lower-case hex SHA-256 of the file as given. */
  readonly sha256: string;
  /** Container by content, never by name. */
  readonly container: FirmwareContainer;
  /** Archive kind for `soc`, `dfota` and everything that came in an archive. */
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
  /** Only of a `.soc`. */
  readonly luatOta?: LuatOtaFacts;
  /** Members that are no image (info.json, maps, tools), by name and size. */
  readonly otherMembers: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly checks: readonly FirmwareCheck[];
  /** What the container says about itself. */
  readonly facts?: readonly FirmwareFact[];
  /** info.json of a `.soc`, with every documented field. */
  readonly info?: SocInfo;
}
