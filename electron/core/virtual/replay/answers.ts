import type { ReplayStep } from './steps.ts';
import { shapeOf } from './steps.ts';

export interface Answers {
  /** What was answered to this question nearest to a place of the recording, before it rather than behind; null for never. */
  near(line: string, place: number): { readonly recorded: string; readonly bytes: Uint8Array } | null;
}

interface Known {
  readonly place: number;
  readonly recorded: string;
  readonly bytes: Uint8Array;
}

/** Every question of the recording with what followed it, for a host that asks in another order or once more. */
export function indexAnswers(steps: readonly ReplayStep[]): Answers {
  const known = new Map<string, Known[]>();
  for (const [place, step] of steps.entries()) {
    if (step.kind !== 'hears') continue;
    const pieces: Uint8Array[] = [];
    for (const next of steps.slice(place + 1)) {
      if (next.kind !== 'says' || next.afterMs > 1000) break;
      pieces.push(next.bytes);
    }
    if (pieces.length === 0) continue;
    const shape = shapeOf(step.line);
    const list = known.get(shape) ?? [];
    list.push({ place, recorded: step.line, bytes: Buffer.concat(pieces) });
    known.set(shape, list);
  }
  return {
    near(line, place) {
      const list = known.get(shapeOf(line)) ?? [];
      return list.findLast((entry) => entry.place <= place) ?? list[0] ?? null;
    },
  };
}
