import { join } from 'node:path';
import { createRecordings, type Recordings } from '../../report/recordings.ts';

const known = new Map<string, Recordings>();

/** One list for every door of a core: what one door imports, the others see. */
export function recordingsOf(dataFolder: string): Recordings {
  const found = known.get(dataFolder) ?? createRecordings(join(dataFolder, 'recordings'));
  known.set(dataFolder, found);
  return found;
}
