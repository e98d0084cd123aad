import type { AirVersionOrder } from '../../../shared/domain/airVersion.ts';
import type { Chip, FirmwareImage, ImageRole } from './image.ts';
import type { ImagePair } from './matchImages.ts';

/** Why an EC618 core delta is impossible (`refused`) or needs a second look (`warning`). */
export type CoreDeltaReason =
  | 'chipDiffers'
  | 'notEc618'
  | 'nothingChanged'
  | 'imageAdded'
  | 'imageRemoved'
  | 'addressMoved'
  | 'exceedsZone'
  | 'bootloaderChanged'
  | 'scriptChanged'
  | 'filesystemChanged'
  | 'dataChanged'
  | 'otherModelOrVariant'
  | 'newIsOlder';

export interface CoreDeltaFinding {
  readonly severity: 'warning' | 'refused';
  readonly reason: CoreDeltaReason;
  /** The image it is about, null when it is about the whole pair. */
  readonly image: string | null;
  readonly role: ImageRole | null;
}

export interface CoreDeltaVerdict {
  /** True when no finding is `refused`. The package's size is only known after building it. */
  readonly possible: boolean;
  /** Changed images that the delta carries, by their new name. */
  readonly covered: readonly string[];
  readonly findings: readonly CoreDeltaFinding[];
}

/** What a changed image that the delta cannot carry means (luat-formats 5.2: only AP and CP packages exist). */
const notCarried: Readonly<
  Partial<Record<ImageRole, readonly [CoreDeltaFinding['severity'], CoreDeltaReason]>>
> = {
  bootloader: ['warning', 'bootloaderChanged'],
  script: ['refused', 'scriptChanged'],
  filesystem: ['refused', 'filesystemChanged'],
  data: ['refused', 'dataChanged'],
};

export interface CoreDeltaInput {
  readonly oldChip: Chip;
  readonly newChip: Chip;
  readonly order: AirVersionOrder | 'unknown';
  readonly pairs: readonly ImagePair[];
}

/** Whether the EC618 core delta (luat-formats 5) can bring a module from old to new, and every reason against. */
export function judgeEc618Core(input: CoreDeltaInput): CoreDeltaVerdict {
  const findings: CoreDeltaFinding[] = [];
  const about = (severity: CoreDeltaFinding['severity'], reason: CoreDeltaReason): void => {
    findings.push({ severity, reason, image: null, role: null });
  };
  if (input.oldChip !== input.newChip) about('refused', 'chipDiffers');
  if (input.oldChip !== 'ec618' || input.newChip !== 'ec618') about('refused', 'notEc618');
  // What else differs between firmwares for two chips says nothing, and its advice would harm.
  if (findings.length > 0) return { possible: false, covered: [], findings };
  if (input.order === 'incomparable') about('refused', 'otherModelOrVariant');
  if (input.order === 'older') about('warning', 'newIsOlder');
  const covered: string[] = [];
  for (const pair of input.pairs) {
    findings.push(...judgePair(pair));
    if (pair.old !== null && pair.new !== null && isCore(pair.new) && differs(pair.old, pair.new))
      covered.push(pair.new.name);
  }
  const changed = input.pairs.some(({ old, new: next }) => !old || !next || differs(old, next));
  if (!changed) about('refused', 'nothingChanged');
  return { possible: findings.every(({ severity }) => severity !== 'refused'), covered, findings };
}

function judgePair(pair: ImagePair): CoreDeltaFinding[] {
  const shown = pair.new ?? pair.old;
  const finding = (severity: CoreDeltaFinding['severity'], reason: CoreDeltaReason): CoreDeltaFinding => ({
    severity,
    reason,
    image: shown.name,
    role: shown.role,
  });
  if (pair.old === null) return [finding('refused', 'imageAdded')];
  if (pair.new === null) return [finding('refused', 'imageRemoved')];
  const findings: CoreDeltaFinding[] = [];
  if (pair.old.address !== pair.new.address) findings.push(finding('refused', 'addressMoved'));
  if (!differs(pair.old, pair.new)) return findings;
  const lost = notCarried[shown.role];
  if (lost !== undefined) findings.push(finding(...lost));
  const zone = pair.new.zoneSizeBytes;
  if (isCore(pair.new) && zone > 0 && pair.new.bytes.length > zone)
    findings.push(finding('refused', 'exceedsZone'));
  return findings;
}

function isCore(image: FirmwareImage): boolean {
  return image.role === 'ap' || image.role === 'cp';
}

function differs(old: FirmwareImage, next: FirmwareImage): boolean {
  return old.sha256 !== next.sha256;
}
