import type { Firmware } from '../../../firmware/image.ts';
import { wrongChips } from '../../chipRule.ts';
import type { PackageLimit } from '../format.ts';

/** Chips whose delta zone is known (luat-formats 5.8). */
export const ec7xxChips = ['EC718P', 'EC718PM', 'EC718S', 'EC716S', 'EC718HM'] as const;
export type Ec7xxChip = (typeof ec7xxChips)[number];

interface ChipFacts {
  /** Flash offset of the AP image, relative to the flash base. */
  readonly apAddress: number;
  /** `deltaMemSize` of the vendor's configuration. */
  readonly deltaBytes: number;
}

const facts: Readonly<Record<Ec7xxChip, ChipFacts>> = {
  EC718P: { apAddress: 0x7e000, deltaBytes: 331_776 },
  EC718PM: { apAddress: 0x7e000, deltaBytes: 360_448 },
  EC718S: { apAddress: 0x72000, deltaBytes: 217_088 },
  EC716S: { apAddress: 0x72000, deltaBytes: 217_088 },
  EC718HM: { apAddress: 0x91000, deltaBytes: 479_232 },
};

/** FOTA area of AT firmware for the EC716S by the last part of its version (at-commands 1.3), in KiB. */
const at716Areas = [
  { variants: /_(?:MU|MS|FS|FU)$/, kib: 140 },
  { variants: /_(?:MULP|MULP2)$/, kib: 136 },
  { variants: /_MF$/, kib: 190 },
] as const;

export interface ChipVerdict {
  /** What the firmware may be for; several where it does not say more. */
  readonly candidates: readonly Ec7xxChip[];
  /** Every limit that may apply; the smallest is the gate. */
  readonly limits: readonly PackageLimit[];
}

/**
 * Which chip a firmware is for, and how large a package may be: by `wanted`, else by `productname` in the content, else by
 * where the AP lies. Throws `delta.mixedChips` where both sides name different ones, `delta.wrongChip` when the content contradicts the wish.
 */
export function judgeChip(old: Firmware, fresh: Firmware, wanted?: Ec7xxChip): ChipVerdict {
  const [oldChip, newChip] = [productOf(old), productOf(fresh)];
  const contradicts = (product: string | null): boolean =>
    product !== null && wanted !== undefined && product !== wanted;
  if (contradicts(oldChip) || contradicts(newChip) || (oldChip ?? newChip) !== (newChip ?? oldChip)) {
    // A side that names no chip contradicts nobody: it goes with the other.
    const [before, after] = [oldChip ?? newChip, newChip ?? oldChip];
    throw wrongChips('ec7xx', wanted ?? 'ec7xx', before ?? undefined, after ?? 'ec7xx');
  }
  const candidates = candidatesOf(wanted ?? newChip ?? oldChip, fresh);
  return { candidates, limits: limitsOf(candidates, fresh) };
}

/** Chip in the package arguments, e.g. `productname=EC718P_PRD`. */
function productOf(firmware: Firmware): string | null {
  for (const token of firmware.chipEvidence ?? []) {
    const product = /^productname=(EC7\d\d[A-Z]*)/i.exec(token)?.[1];
    if (product !== undefined) return product.toUpperCase();
  }
  return null;
}

/** A product that is not in the table may be any chip with its flash layout. */
function candidatesOf(product: string | null, firmware: Firmware): readonly Ec7xxChip[] {
  const named = ec7xxChips.filter((chip) => chip === product);
  if (named.length > 0) return named;
  const apAddress = firmware.images.find(({ role }) => role === 'ap')?.address;
  const fitting = ec7xxChips.filter((chip) => facts[chip].apAddress === apAddress);
  return fitting.length > 0 ? fitting : ec7xxChips;
}

function limitsOf(candidates: readonly Ec7xxChip[], firmware: Firmware): PackageLimit[] {
  const limits = candidates.map((chip) => ({
    bytes: facts[chip].deltaBytes,
    source: `luat-formats 5.8 ${chip}`,
  }));
  // the table of FOTA areas is about AT firmware only
  const version = firmware.version?.text ?? '';
  if (firmware.container === 'soc' || version.includes('LuatOS')) return limits;
  if (candidates.includes('EC718P')) limits.push({ bytes: 480 * 1024, source: 'at-commands 1.3 EC718P' });
  if (candidates.includes('EC716S')) {
    const known = at716Areas.filter(({ variants }) => variants.test(version));
    const smallest = Math.min(...(known.length > 0 ? known : at716Areas).map(({ kib }) => kib));
    limits.push({ bytes: smallest * 1024, source: 'at-commands 1.3 EC716S' });
  }
  return limits;
}
