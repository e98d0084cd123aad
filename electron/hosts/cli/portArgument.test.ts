import { describe, expect, it } from 'vitest';
import { parseKnobs } from './portArgument.ts';

describe('knobs on the command line', () => {
  it('become numbers, switches, nothing or text by how they look', () => {
    expect(
      parseKnobs('speed=10,usbDrop=true,sim=false,cloudUrl=null,applyDialect=silent,factoryKey='),
    ).toEqual({
      speed: 10,
      usbDrop: true,
      sim: false,
      cloudUrl: null,
      applyDialect: 'silent',
      factoryKey: '',
    });
  });

  it('keep what stands behind the first equals sign', () => {
    expect(parseKnobs('factoryUrl=http://a/?x=1')).toEqual({ factoryUrl: 'http://a/?x=1' });
  });

  it.each(['speed', '=1', 'speed=1,,'])('are refused without a name or a value: %s', (words) => {
    expect(() => parseKnobs(words)).toThrow(expect.objectContaining({ key: 'badKnob' }));
  });
});
