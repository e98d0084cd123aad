import {
  buildSimulatorImage,
  buildSimulatorPackage,
} from '../../electron/core/virtual/testing/simulatorPackage.ts';

/** Large enough that a download has a progress to show, small enough for a repository. */
const sizeBytes = 24 * 1024;

/** Two stand-in images and the package between them, by file name. */
export function buildSimulatorFiles(source: string, target: string): ReadonlyMap<string, Uint8Array> {
  return new Map([
    [`${source}.simfw`, buildSimulatorImage({ version: source, sizeBytes })],
    [`${target}.simfw`, buildSimulatorImage({ version: target, sizeBytes })],
    [`${source}-${target}.simpkg`, buildSimulatorPackage({ source, target, sizeBytes })],
  ]);
}
