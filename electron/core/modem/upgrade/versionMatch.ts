import { parseAirVersion, runtimeName } from '../../../../shared/domain/airVersion.ts';

/** Whether two texts name the same firmware; the two spellings of one AirM2M release are the same (at-commands 1.7). */
export function isSameVersion(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

function canonical(text: string): string {
  const trimmed = text.trim();
  const parsed = parseAirVersion(trimmed);
  return parsed === null ? trimmed : runtimeName(parsed);
}
