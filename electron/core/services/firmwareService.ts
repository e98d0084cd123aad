import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { inspectFile } from '../firmware/inspectFile.ts';
import { describeComparison } from './describeComparison.ts';
import type { Files } from './files.ts';
import { deltaChecks } from './inspectDelta.ts';
import { readNamed } from './readNamed.ts';

export function createFirmwareService(files: Files): CoreHandlers['firmware'] {
  return {
    async inspect({ file, version }, { signal }) {
      const { bytes, fileName } = await files.read(file);
      const inspection = await inspectFile(bytes, fileName, {
        signal,
        ...(version === undefined ? {} : { userVersion: version }),
      });
      return { ...inspection, checks: [...inspection.checks, ...deltaChecks(inspection, bytes)] };
    },
    async compare({ old, new: fresh, oldVersion, newVersion }, { signal }) {
      const before = await readNamed(files, old, oldVersion, signal);
      return describeComparison(before, await readNamed(files, fresh, newVersion, signal));
    },
  };
}
