import { describe, expect, it } from 'vitest';
import { correctFullWidth, hasFullWidth } from './fullWidth.ts';

describe('full-width signs in a pasted command', () => {
  it('are corrected, and what was changed is told', () => {
    expect(correctFullWidth('AT+UPGRADE=“URL”，“http：//a”')).toEqual({
      text: 'AT+UPGRADE="URL","http://a"',
      changes: [
        { index: 11, from: '“', to: '"' },
        { index: 15, from: '”', to: '"' },
        { index: 16, from: '，', to: ',' },
        { index: 17, from: '“', to: '"' },
        { index: 22, from: '：', to: ':' },
        { index: 26, from: '”', to: '"' },
      ],
    });
  });

  it('include full-width letters, odd blanks and invisible ones', () => {
    expect(correctFullWidth('ＡＴ＋ＣＳＱ').text).toBe('AT+CSQ');
    expect(correctFullWidth('AT\u00a0I\u200b\ufeff').text).toBe('AT I');
  });

  it('do not touch Chinese words or plain commands', () => {
    expect(hasFullWidth('AT+CMGS="你好"')).toBe(false);
    expect(correctFullWidth('AT').changes).toEqual([]);
  });
});
