import type { FileClass, Inspection } from '../../../shared/contract/firmware.ts';
import { firmwareActions } from './actions.ts';
import { flashZones } from './flashMap.ts';
import type { Firmware } from './image.ts';
import { imageMembers } from './imageMembers.ts';
import { infoFacts } from './infoFacts.ts';

/** A firmware as plain JSON, without its bytes: what the window lists and `airdock inspect --json` prints. */
export function inspectFirmware(firmware: Firmware): Inspection {
  const { version } = firmware;
  const fileClass = classOf(firmware);
  return {
    class: fileClass,
    kind: firmware.container,
    ...(firmware.archive === undefined ? {} : { archive: firmware.archive }),
    chip: firmware.chip,
    ...(firmware.chipEvidence === undefined ? {} : { chipEvidence: [...firmware.chipEvidence] }),
    fileName: firmware.fileName,
    sizeBytes: firmware.sizeBytes,
    sha256: firmware.sha256,
    versions: [...(firmware.versions ?? (version === null ? [] : [version]))],
    parts: firmware.images.map((image) => ({
      name: image.name,
      role: image.role,
      address: image.address,
      sizeBytes: image.bytes.length,
      zoneSizeBytes: image.zoneSizeBytes,
      sha256: image.sha256,
    })),
    checks: [...firmware.checks],
    otherMembers: [...firmware.otherMembers],
    members: imageMembers(firmware.images),
    flash: flashZones(firmware),
    facts: [...(firmware.facts ?? []), ...(firmware.info === undefined ? [] : infoFacts(firmware.info))],
    actions: firmwareActions(firmware, fileClass),
  };
}

/** A file with one image is that image; a packed image is what a module takes over the air. */
function classOf({ container, images, facts }: Firmware): FileClass {
  const [only, ...more] = images;
  if (container === 'xt804' && facts?.some(({ name }) => name === 'packed')) return 'package';
  if ((container !== 'xt804' && container !== 'uimage') || more.length > 0 || only === undefined)
    return 'firmware';
  return only.role === 'script' ? 'script' : 'image';
}
