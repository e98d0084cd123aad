import { describe, expect, it } from 'vitest';
import { belowNewest, stepHistory } from './history.ts';

const sent = ['AT+CSQ', 'ATI', 'AT+CEREG?', 'AT+CGMR'];

describe('the history of lines', () => {
  it('goes to older ones and back to the empty line', () => {
    const first = stepHistory(sent, belowNewest, 1);
    expect(first.text).toBe('AT+CSQ');
    const second = stepHistory(sent, first.place, 1);
    expect(second.text).toBe('ATI');
    const back = stepHistory(sent, stepHistory(sent, second.place, -1).place, -1);
    expect(back.text).toBe('');
    expect(stepHistory(sent, back.place, -1).text).toBe('');
  });

  it('stays at the oldest', () => {
    let place = belowNewest;
    for (let step = 0; step < 9; step++) place = stepHistory(sent, place, 1).place;
    expect(stepHistory(sent, place, 1).text).toBe('AT+CGMR');
  });

  it('shows only lines that begin like what was typed, and gives that back', () => {
    const begun = { draft: 'at+c', at: -1 };
    const first = stepHistory(sent, begun, 1);
    const second = stepHistory(sent, first.place, 1);
    expect([first.text, second.text]).toEqual(['AT+CSQ', 'AT+CEREG?']);
    expect(stepHistory(sent, first.place, -1).text).toBe('at+c');
  });

  it('stays on the draft while nothing fits', () => {
    expect(stepHistory([], belowNewest, 1).text).toBe('');
    expect(stepHistory(sent, { draft: 'AT+X', at: -1 }, 1)).toEqual({
      place: { draft: 'AT+X', at: -1 },
      text: 'AT+X',
    });
  });
});
