import type { Chip, Firmware, FirmwareCheck, FirmwareFact, FirmwareImage, FirmwareVersion } from './image.ts';
import type { SocInfo } from './socInfo.ts';

/** What the reader of a container hands over; readFirmware adds file name, digest and versions. */
export interface ContainerContent {
  readonly container: Firmware['container'];
  readonly archive?: NonNullable<Firmware['archive']>;
  readonly info: SocInfo | null;
  readonly chip: Chip;
  readonly chipEvidence: readonly string[];
  readonly images: readonly FirmwareImage[];
  /** Path of the member with the main image; empty outside an archive. */
  readonly mainMember: string;
  readonly otherMembers: Firmware['otherMembers'];
  readonly checks: readonly FirmwareCheck[];
  /** Versions that stand in a header of the container. */
  readonly headerVersions?: readonly FirmwareVersion[];
  readonly facts?: readonly FirmwareFact[];
}
