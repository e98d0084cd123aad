import type { ContainerContent } from './container.ts';
import { hex } from './damaged.ts';
import { sha256Hex } from './digest.ts';
import { readUimage, uimageChecks, uimageHeaderBytes } from './uimage.ts';

/** Flash of the 8910 as its programs see it. */
const flashBase = 0x60000000;
const flashEnd = 0x62000000;

/**
 * An application image of the 8910 alone (`.img`, luat-formats 4.2 and 6.1). Its place in flash follows from the address that
 * the content runs at. Throws `firmware.damaged`.
 */
export function readUimageFirmware(bytes: Uint8Array): ContainerContent {
  const { name, loadAddress, totalBytes } = readUimage(bytes);
  const start = loadAddress - uimageHeaderBytes;
  const inFlash = start >= flashBase && start < flashEnd;
  const image = bytes.slice(0, totalBytes);
  const rest = bytes.length - totalBytes;
  return {
    container: 'uimage',
    info: null,
    // Other systems use uImages too; the 8910 is recognised by where this one runs.
    chip: inFlash ? 'uis8910' : 'unknown',
    chipEvidence: inFlash ? [`load@${hex(loadAddress)}`] : [],
    images: [
      {
        name: 'app',
        role: 'ap',
        address: inFlash ? start - flashBase : start,
        zoneSizeBytes: 0,
        bytes: image,
        sha256: sha256Hex(image),
        ...(inFlash ? {} : { outsideFlash: true }),
      },
    ],
    mainMember: '',
    otherMembers: [],
    checks: [
      ...uimageChecks('app'),
      {
        name: 'uimage.end',
        ok: rest === 0,
        detail: rest === 0 ? '' : `${totalBytes} bytes, ${bytes.length}`,
      },
    ],
    headerVersions: name === '' ? [] : [{ text: name, source: 'header' }],
  };
}
