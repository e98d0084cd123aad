import type { Clock } from '../../../shared/domain/clock.ts';
import type { AtParser, ParsedLine } from './atParser.ts';

export interface QuietOptions {
  readonly parser: Pick<AtParser, 'quiet' | 'hasUnshown'>;
  readonly clock: Clock;
  /** After this silence an unfinished line is shown. */
  readonly quietMs: number;
  /** A line that drips without a silence is shown after this time. */
  readonly shownWithinMs: number;
  readonly show: (line: ParsedLine) => void;
}

/** Sees to it that what has no end is shown all the same. */
export interface QuietWatch {
  /** Bytes came, and these lines with them. */
  received(lines: readonly ParsedLine[]): void;
  /** Shows everything that is left; nothing comes any more. */
  end(): void;
}

export function createQuietWatch({ parser, clock, quietMs, shownWithinMs, show }: QuietOptions): QuietWatch {
  /** When the first byte came that is not shown yet. */
  let sinceMs: number | null = null;
  let stop: (() => void) | undefined;

  const showLater = (nowMs: number): void => {
    stop?.();
    const leftMs = sinceMs === null ? quietMs : Math.max(0, shownWithinMs - (nowMs - sinceMs));
    stop = clock.after(Math.min(quietMs, leftMs), showNow);
  };
  const showNow = (): void => {
    const line = parser.quiet();
    if (line !== null) show(line);
    sinceMs = null;
    // The first bytes of a character were kept back; they are shown if its rest does not come.
    if (parser.hasUnshown()) showLater(clock.monoMs());
  };
  return {
    received(lines) {
      const nowMs = clock.monoMs();
      if (lines.some(({ unfinished }) => unfinished === undefined)) sinceMs = null;
      sinceMs = parser.hasUnshown() ? (sinceMs ?? nowMs) : null;
      showLater(nowMs);
    },
    end() {
      stop?.();
      // Twice: the first time may keep the beginning of a character back.
      for (const line of [parser.quiet(), parser.quiet()]) if (line !== null) show(line);
    },
  };
}
