import { AppError } from '../../../shared/errors.ts';
import { readEc7xxSections, unpackSection } from './ec7xxSections.ts';
import type { FirmwareCheck, FirmwareImage } from './image.ts';

/**
 * One check per compressed section of every image, done by unpacking it. The image itself is whole (its own SHA-256 says so), so
 * a section that does not verify is told and not thrown.
 */
export function ec7xxChecks(images: readonly FirmwareImage[]): FirmwareCheck[] {
  return images.flatMap(({ name, bytes }) => {
    const found = attempt(`ec7xx.sections:${name}`, () => readEc7xxSections(bytes));
    if ('check' in found) return [found.check];
    return (found.value?.sections ?? []).map((section, i) => {
      const id = `ec7xx.section:${name}/${i}`;
      const result = attempt(id, () => unpackSection(bytes, section));
      return 'check' in result ? result.check : { name: id, ok: true, detail: '' };
    });
  });
}

function attempt<T>(name: string, step: () => T): { readonly value: T } | { readonly check: FirmwareCheck } {
  try {
    return { value: step() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { check, expected, found } = error.params;
    return { check: { name, ok: false, detail: `${check}: ${expected}, ${found}` } };
  }
}
