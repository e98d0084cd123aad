import type { BinpkgHeader } from './binpkgHeader.ts';
import { hex } from './damaged.ts';
import type { Chip, FirmwareImage, ImageRole } from './image.ts';

/** Flash offsets that only one family uses (luat-formats 2.3 and 5.8, relative to the flash base). */
const addresses: Readonly<Record<'ec618' | 'ec7xx', Partial<Record<ImageRole, readonly number[]>>>> = {
  ec618: { bootloader: [0x4000], ap: [0x24000], cp: [0] },
  ec7xx: { bootloader: [0x3000], ap: [0x7e000, 0x72000, 0x91000], cp: [0x1a000, 0x2d000] },
};

/** A chip with the facts that speak for it. */
export interface ChipVerdict {
  readonly chip: Chip;
  /** Tokens such as `ap@0x24000`; every fact that was seen, also those that contradict each other. */
  readonly evidence: readonly string[];
}

/**
 * EC618 or EC7xx, from content alone: the flash offsets of boot loader, AP and CP, the pkgmode arguments (only
 * EC7xx packers write them) and `productname`. All facts have to agree; contradiction or silence is `unknown`.
 */
export function decideBinpkgChip(header: BinpkgHeader, images: readonly FirmwareImage[]): ChipVerdict {
  const facts: { chip: 'ec618' | 'ec7xx'; token: string }[] = [];
  if (header.layout === 'pkgmode') facts.push({ chip: 'ec7xx', token: 'pkgmode' });
  const product = header.args.find((arg) => arg.name === 'productname')?.value;
  if (typeof product === 'string') {
    if (/^EC7\d\d/i.test(product)) facts.push({ chip: 'ec7xx', token: `productname=${product}` });
    if (/^EC618/i.test(product)) facts.push({ chip: 'ec618', token: `productname=${product}` });
  }
  for (const image of images) {
    for (const chip of ['ec618', 'ec7xx'] as const) {
      if (!addresses[chip][image.role]?.includes(image.address)) continue;
      facts.push({ chip, token: `${image.role}@${hex(image.address)}` });
    }
  }
  const chips = new Set(facts.map((fact) => fact.chip));
  const [only] = chips;
  return {
    chip: chips.size === 1 && only !== undefined ? only : 'unknown',
    evidence: facts.map((fact) => fact.token),
  };
}
