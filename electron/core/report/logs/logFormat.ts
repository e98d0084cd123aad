/** Which tool wrote a log, by what only it writes. Sources and how sure they are: test/fixtures/logs/README.md. */

export type LogFormat = 'luatools' | 'sscom' | 'llcom' | 'generic' | 'untimed';

const signs: Readonly<Record<'luatools' | 'sscom' | 'llcom', RegExp>> = {
  luatools:
    /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\](?:\[[A-Z]{3,5}\/[A-Z]\])?(?:\[\d{9,}\.\d{3}\]| 工具提示)/,
  sscom: /^(?:\[\d\d:\d\d:\d\d\.\d{3}\])?\S{0,6}(?:→◇|←◆)/,
  llcom: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [+-]\d\d:\d\d \[(?:INF|DBG|WRN|ERR|VRB|FTL)\] /,
};

/** By the lines of a sample; the tool with most lines of its own, else whether there are times at all. */
export function findFormat(sample: readonly string[], isTimed: (line: string) => boolean): LogFormat {
  let best: LogFormat | null = null;
  let most = 0;
  for (const format of ['luatools', 'sscom', 'llcom'] as const) {
    const count = sample.filter((line) => signs[format].test(line)).length;
    if (count > most) [best, most] = [format, count];
  }
  return best ?? (sample.some(isTimed) ? 'generic' : 'untimed');
}
