import { AppError } from '../../../../../shared/errors.ts';
import type { Firmware } from '../../../firmware/image.ts';
import type { DeltaWarning } from '../../result.ts';

/** `PROJECT_1.0.13_LuatOS-SoC_V1120_EC618`, the name of a production package (luat-formats 1.2). */
const pattern = /^(?:(.+)_(\d{1,9})\.(\d{1,9})\.(\d{1,9})_)?LuatOS-SoC_V(\d{1,9})/;

interface LuatosVersion {
  readonly project: string | null;
  /** The project's three numbers, then the core's. */
  readonly numbers: readonly number[];
}

function parse(text: string): LuatosVersion | null {
  const found = pattern.exec(text);
  if (found === null) return null;
  const [, project, ...numbers] = found;
  return { project: project ?? null, numbers: numbers.map((digits) => Number(digits ?? 0)) };
}

/**
 * Versions only refuse what they prove: `delta.otherModel` for another project, `delta.swapped` {old, new} for a lower version,
 * unless `allowOlder`.
 */
export function judgeLuatosVersions(
  old: Firmware | null,
  fresh: Firmware,
  allowOlder: boolean,
): DeltaWarning[] {
  if (old === null) return [];
  const texts = { old: old.version?.text ?? '', new: fresh.version?.text ?? '' };
  const before = parse(texts.old);
  const after = parse(texts.new);
  if (before === null || after === null) return [{ code: 'versionUnknown', params: texts }];
  if (before.project !== null && after.project !== null && before.project !== after.project)
    throw new AppError('delta.otherModel', texts);
  const order = compare(before.numbers, after.numbers);
  if (order === 0) return [{ code: 'sameVersion', params: texts }];
  if (order < 0) return [];
  if (!allowOlder) throw new AppError('delta.swapped', texts);
  return [{ code: 'olderVersion', params: texts }];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? 0;
    if (left !== right) return left - right;
  }
  return 0;
}
