import { describe, expect, it } from 'vitest';
import { dialectFor } from './virtual.ts';

const all = [
  { id: 'ec618-at', chip: 'ec618', fileEndings: ['.binpkg'] },
  { id: 'uis8910-at', chip: 'uis8910', fileEndings: ['.pac'] },
  { id: 'luatos-log', chip: 'ec618', fileEndings: ['.soc', '.bin'] },
];

describe('the virtual module for a firmware', () => {
  it('is of the chip and takes the file format', () => {
    expect(dialectFor({ chip: 'uis8910', kind: 'pac' }, all)).toBe('uis8910-at');
    expect(dialectFor({ chip: 'ec618', kind: 'soc' }, all)).toBe('luatos-log');
  });

  it('is none where no kind runs it', () => {
    expect(dialectFor({ chip: 'xt804', kind: 'xt804' }, all)).toBeUndefined();
    expect(dialectFor({ chip: 'uis8910', kind: 'binpkg' }, all)).toBeUndefined();
  });
});
