import { describe, expect, it } from 'vitest';
import { emptyHistory, pushHistory, stepHistory } from './history.ts';

const sent = ['ATI', 'AT+CSQ'].reduce(pushHistory, emptyHistory);

describe('the history of commands', () => {
  it('goes to older ones and back to the empty line', () => {
    const up = stepHistory(sent, 1);
    expect(up.text).toBe('AT+CSQ');
    const top = stepHistory(up.history, 1);
    expect(top.text).toBe('ATI');
    expect(stepHistory(top.history, 1).text).toBe('ATI');
    expect(stepHistory(stepHistory(top.history, -1).history, -1).text).toBe('');
  });

  it('keeps a repeated command once, in front', () => {
    expect(pushHistory(sent, 'ATI').commands).toEqual(['ATI', 'AT+CSQ']);
  });

  it('stays empty while nothing was sent', () => {
    expect(stepHistory(emptyHistory, 1).text).toBe('');
  });
});
