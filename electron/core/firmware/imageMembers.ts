import { AppError } from '../../../shared/errors.ts';
import { readEc7xxSections } from './ec7xxSections.ts';
import type { FirmwareImage } from './image.ts';
import type { PackageMember } from './packageFiles/packageFile.ts';
import { scriptMembers } from './packageFiles/scriptMembers.ts';

/** What stands inside images: files of the script, compressed sections. */
export function imageMembers(images: readonly FirmwareImage[]): PackageMember[] {
  return images.flatMap(({ name, role, bytes }) =>
    role === 'script' ? scriptMembers(name, bytes).members : sectionMembers(name, bytes),
  );
}

/** A table that cannot be read is told by the check `ec7xx.sections`. */
function sectionMembers(name: string, image: Uint8Array): PackageMember[] {
  try {
    const sections = readEc7xxSections(image)?.sections ?? [];
    return sections.map(({ ziped, origLength, sha256 }, i) => ({
      path: `${name}/${i}`,
      kind: ziped ? 'packedSection' : 'plainSection',
      sizeBytes: origLength,
      sha256,
    }));
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}
