import { describe, expect, it } from 'vitest';
import { enforceBlockRule, walkBlocks } from './blockRule.ts';
import { BlockRuleError } from './blockRuleError.ts';
import { encodeBzip2 } from './encode.ts';

const referenceBase64 = [
  'QlpoMTFBWSZTWVf+vgsAAK1AAH/cMAEQAgaBoCaqSejTTUIGgaGESwiWMUJaRLSJZRLOUSxRLG0S2iXiJeIlpEvES4iXESyi',
  'XES4iXESyiW0S7RL1EukSyiXES7RLiJZRLSJdol9Il4iWkS6RLSJaRL1EtolhEsol8iX0iX5EtIltEtIlhEv4u5IpwoSCv/X',
  'wWA=',
].join('');

/** 9000 bytes `((i * i) >> 3) % 13` packed by bzip2 1.0.8 at level 1: one block of 9000 bytes after the first run-length step. */
function packedByReference(): Uint8Array {
  return new Uint8Array(Buffer.from(referenceBase64, 'base64'));
}

function ruleOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof BlockRuleError) return error.rule;
    throw error;
  }
  return 'none';
}

describe('walkBlocks', () => {
  it('reports the size of a block that another encoder made', () => {
    const report = walkBlocks(packedByReference());
    expect(report.level).toBe(1);
    expect(report.blocks.map((block) => block.runLengthBytes)).toEqual([9000]);
    expect(report.sizeBytes).toBe(packedByReference().length);
  });

  it('counts a long run as the few bytes it becomes in the first step', () => {
    expect(walkBlocks(encodeBzip2(new Uint8Array(255))).blocks[0]?.runLengthBytes).toBe(5);
    expect(walkBlocks(encodeBzip2(new Uint8Array(259))).blocks[0]?.runLengthBytes).toBe(10);
  });

  it('ends where the stream ends, whatever follows', () => {
    const stream = encodeBzip2(Uint8Array.of(1, 2, 3));
    const longer = new Uint8Array(stream.length + 5);
    longer.set(stream);
    expect(walkBlocks(longer).sizeBytes).toBe(stream.length);
  });

  it('refuses every cut of a stream', () => {
    const stream = encodeBzip2(Uint8Array.from({ length: 400 }, (_, i) => (i * i) & 0xff));
    for (let size = 0; size < stream.length; size++) {
      expect(ruleOf(() => walkBlocks(stream.subarray(0, size)))).not.toBe('none');
    }
  });

  it('survives any flipped bit with a result or its own error', () => {
    const stream = encodeBzip2(Uint8Array.from({ length: 200 }, (_, i) => (i * 7) & 0x3f));
    for (let bit = 0; bit < stream.length * 8; bit++) {
      const hurt = stream.slice();
      hurt[bit >> 3] = (hurt[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      expect(typeof ruleOf(() => walkBlocks(hurt))).toBe('string');
    }
  });
});

describe('enforceBlockRule', () => {
  it('refuses a block above 8192 bytes that any desktop decoder would take', () => {
    expect(ruleOf(() => enforceBlockRule(walkBlocks(packedByReference())))).toBe('blockSize');
  });

  it('refuses another level than 1', () => {
    const stream = encodeBzip2(Uint8Array.of(1, 2, 3));
    stream[3] = 0x39;
    expect(ruleOf(() => enforceBlockRule(walkBlocks(stream)))).toBe('bzip2Level');
  });

  it('accepts exactly 8192 bytes', () => {
    expect(
      ruleOf(() =>
        enforceBlockRule({ level: 1, sizeBytes: 0, blocks: [{ bitOffset: 0, runLengthBytes: 8192 }] }),
      ),
    ).toBe('none');
  });
});
