import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { floodSerial } from '../../../../test/bench/serialFlood.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;

describe.skipIf(!hasSocat)(
  'a flood of log lines through a pseudo-terminal and serialport [needs socat]',
  () => {
    it('is in the journal byte by byte and line by line, as fast as the line can, with every command answered', async () => {
      const { sent, held, commands, unanswered, shownLines, leftOut } = await floodSerial({
        ...{ seconds: 15, bytesPerSecond: null, maxBytes: 6 * 1024 * 1024, commandEveryMs: 5 },
      });
      expect(sent.bytes).toBeGreaterThanOrEqual(6 * 1024 * 1024);
      expect({ bytes: held.bytes, sha256: held.sha256, lines: held.lines }).toEqual({
        ...{ bytes: sent.bytes, sha256: sent.sha256, lines: sent.lines },
      });
      expect(unanswered).toBe(0);
      expect(commands.length).toBe(sent.answered);
      // What the window is not sent it is told of.
      expect(leftOut).toBeGreaterThan(0);
      expect(shownLines).toBeGreaterThan(0);
    }, 60_000);
  },
);
