import type { Comparison } from '../../../shared/contract/firmware.ts';
import type { CoreHandlers } from '../../../shared/contract/index.ts';
import { compareFirmware, type FirmwareComparison } from '../firmware/compare.ts';
import { inspectFile } from '../firmware/inspectFile.ts';
import { readFirmware } from '../firmware/readFirmware.ts';
import type { Files } from './files.ts';
import { deltaChecks } from './inspectDelta.ts';

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
    async compare({ old, new: fresh }, { signal }) {
      const [before, after] = await Promise.all([files.read(old), files.read(fresh)]);
      return toContract(
        compareFirmware(
          await readFirmware(before.bytes, before.fileName, { signal }),
          await readFirmware(after.bytes, after.fileName, { signal }),
        ),
      );
    },
  };
}

function toContract(comparison: FirmwareComparison): Comparison {
  return {
    identical: comparison.identical,
    order: comparison.versions.order,
    parts: comparison.images.map(({ name, role, state, old, new: fresh }) => ({
      name,
      role,
      change: state,
      ...(old === null ? {} : { oldSizeBytes: old.sizeBytes, oldZoneSizeBytes: old.zoneSizeBytes }),
      ...(fresh === null ? {} : { newSizeBytes: fresh.sizeBytes, newZoneSizeBytes: fresh.zoneSizeBytes }),
    })),
    scriptFiles: (comparison.scriptFiles ?? []).map(({ name, state }) => ({ name, change: state })),
    delta: {
      possible: comparison.ec618Core.possible,
      reasons: comparison.ec618Core.findings.map(({ reason }) => reason),
    },
  };
}
