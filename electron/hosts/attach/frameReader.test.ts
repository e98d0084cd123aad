import { describe, expect, test } from 'vitest';
import { createFrameReader, packFrame } from './frameReader.ts';

describe('the frame reader', () => {
  const texts = ['{}', '', '"固件"', 'x'.repeat(300)];
  const stream = Buffer.concat(texts.map(packFrame));

  test('finds the same frames wherever the stream is split', () => {
    for (let at = 0; at <= stream.length; at += 1) {
      const read = createFrameReader(1000);
      expect([...read(stream.subarray(0, at)), ...read(stream.subarray(at))]).toEqual(texts);
    }
  });

  test('finds them byte by byte', () => {
    const read = createFrameReader(1000);
    expect([...stream].flatMap((byte) => read(Uint8Array.of(byte)))).toEqual(texts);
  });

  test('takes a frame of exactly the limit and refuses one byte more', () => {
    expect(createFrameReader(5)(packFrame('12345'))).toEqual(['12345']);
    expect(() => createFrameReader(5)(packFrame('123456').subarray(0, 4))).toThrow('rpc.frameTooLarge');
  });
});
