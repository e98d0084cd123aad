import { describe, expect, it } from 'vitest';
import { atCommands, completeCommand, knownCommand } from './index.ts';

const inserts = (typed: string, language: 'zh-CN' | 'en' = 'en') =>
  completeCommand(typed, language).map(({ insert }) => insert);

describe('known commands', () => {
  it('have a meaning in both languages, each in its own', () => {
    for (const { meaning, syntax } of atCommands) {
      expect(`${syntax}: ${meaning['zh-CN']}`).toMatch(/\p{Script=Han}/u);
      expect(`${syntax}: ${meaning.en}`).not.toMatch(/\p{Script=Han}|[，。：；（）“”]/u);
    }
  });

  it('stand once each, and put nothing into the line that is to be filled in', () => {
    const all = atCommands.map(({ syntax }) => syntax);
    expect(all.filter((syntax, index) => all.indexOf(syntax) !== index)).toEqual([]);
    for (const { insert, syntax } of atCommands) {
      expect(syntax.startsWith(insert)).toBe(true);
      expect(insert).not.toMatch(/[<>[\]|]/);
      expect(insert).toMatch(/^AT/);
    }
  });

  it('hold none that the reference calls non-existent', () => {
    const names = atCommands.map(({ insert }) => insert).join('\n');
    for (const name of ['QIOTOTASTATE', 'QIOTOTAINFO', 'QIOTREADOTA', 'QIOTPUSHOTA', '+MFOTA', '+GSN'])
      expect(names).not.toContain(name);
  });
});

describe('completion', () => {
  it('begins with what begins so', () => {
    expect(inserts('AT+CS')[0]).toBe('AT+CSQ');
    expect(inserts('at+upgrade=')).toEqual([
      'AT+UPGRADE="URL","',
      'AT+UPGRADE="URL"',
      'AT+UPGRADE="KEY","',
      'AT+UPGRADE="KEY"',
      'AT+UPGRADE="AUTO",',
      'AT+UPGRADE="AUTO"',
      'AT+UPGRADE="PERIOD",',
      'AT+UPGRADE="PERIOD"',
    ]);
  });

  it('finds names in the middle and meanings in the language of the person', () => {
    expect(inserts('otard')).toContain('AT+QIOTOTARD=');
    expect(inserts('signal')).toContain('AT+CSQ');
    expect(inserts('信号', 'zh-CN')).toContain('AT+CSQ');
    expect(inserts('信号', 'en')).toEqual([]);
  });

  it('offers nothing for nothing, for what is whole, and for what nobody knows', () => {
    expect(inserts('')).toEqual([]);
    expect(inserts('  ')).toEqual([]);
    expect(inserts('AT^HVER')).toEqual([]);
    expect(inserts('AT+NOTHINGOFTHEKIND')).toEqual([]);
  });
});

describe('the command of a line', () => {
  it('is the longest that fits', () => {
    expect(knownCommand('at+upgrade="URL","http://a/b"')?.meaning.en).toMatch(/^Sets the download URL/);
    expect(knownCommand('AT+UPGRADE="URL"')?.meaning.en).toBe('Reads the download URL');
    expect(knownCommand(' AT+CSQ ')?.insert).toBe('AT+CSQ');
    expect(knownCommand('AT+CSQX')).toBeNull();
    expect(knownCommand('AT+QIOTOTARD=0,512')?.insert).toBe('AT+QIOTOTARD=');
  });
});
