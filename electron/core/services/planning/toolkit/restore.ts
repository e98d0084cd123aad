/**
 * The second check: the restore verb of the vendor's FotaToolkit, `-p CONFIG delta.par OLD NEW`, which rebuilds one bare image
 * with the vendor's own patch code (ec7xx-delta 0). What it writes counts, not what it says.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestoredImage } from '../../../../../shared/contract/planning.ts';
import { runTool, type ToolEnd } from './runTool.ts';

/** An image of OLD, and what it has to become. */
export interface RestoreTask {
  readonly name: string;
  readonly old: Uint8Array;
  /** Lower-case hex SHA-256 of the image in NEW. */
  readonly newSha256: string;
}

export interface ToolkitRun {
  readonly program: string;
  readonly config: string;
  /** Folder for what is handed over; a new one inside of it is made and removed. */
  readonly temporaryFolder: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Restores every image with the whole par, one run each. A tool that does not work is an answer, never success. */
export async function restoreWithToolkit(
  toolkit: ToolkitRun,
  par: Uint8Array,
  tasks: readonly RestoreTask[],
  onRestored: (restored: readonly RestoredImage[]) => void = () => {},
): Promise<RestoredImage[]> {
  const folder = await mkdtemp(join(toolkit.temporaryFolder, 'airdock-toolkit-'));
  try {
    const parPath = join(folder, 'delta.par');
    await writeFile(parPath, par);
    const restored: RestoredImage[] = [];
    for (const [index, task] of tasks.entries()) {
      const [before, after] = [join(folder, `old${index}.bin`), join(folder, `new${index}.bin`)];
      await writeFile(before, task.old);
      const end = await runTool({
        ...toolkit,
        folder,
        args: ['-p', toolkit.config, parPath, before, after],
      });
      restored.push(judge(task, end, await digestOf(after)));
      onRestored(restored);
    }
    return restored;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function digestOf(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}

function judge({ name, newSha256 }: RestoreTask, end: ToolEnd, restoredSha256: string | null): RestoredImage {
  const about = { name, newSha256, restoredSha256, exitCode: end.kind === 'exited' ? end.exitCode : null };
  if (end.kind === 'notStarted') return { ...about, result: 'notStarted', output: end.reason };
  const { output } = end;
  if (end.kind !== 'exited') return { ...about, result: end.kind, output };
  if (end.exitCode !== 0) return { ...about, result: 'failed', output };
  if (restoredSha256 === null) return { ...about, result: 'noOutput', output };
  return { ...about, result: restoredSha256 === newSha256 ? 'equal' : 'differs', output };
}

/** Only every image restored to the bytes of NEW is success. */
export function allRestored(restored: readonly RestoredImage[]): boolean {
  return restored.length > 0 && restored.every(({ result }) => result === 'equal');
}
