import type { FileRef } from '../../../shared/contract/common.ts';
import type { Firmware } from '../firmware/image.ts';
import { readFirmware } from '../firmware/readFirmware.ts';
import type { Files } from './files.ts';

/** Opens and reads a firmware; a version that a person entered wins over what the content says. */
export async function readNamed(
  files: Files,
  ref: FileRef,
  version: string | undefined,
  signal?: AbortSignal,
): Promise<Firmware> {
  const { bytes, fileName } = await files.read(ref);
  return readFirmware(bytes, fileName, {
    ...(version === undefined ? {} : { userVersion: version }),
    ...(signal === undefined ? {} : { signal }),
  });
}
