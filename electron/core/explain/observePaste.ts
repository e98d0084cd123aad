/** Pasted text as rules see it: lines of any tool, with whatever it puts in front of them. */
import { type Observation, observeCommand, observeLine } from './observation.ts';

/** Dates, times of day, seconds since a start; in brackets or not, as LuaTools, SSCOM, llcom and others write them. */
const stamp =
  /^[[(]?(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T_]?)?(?:\d{1,2}:\d{2}:\d{2}(?:[.:,]\d{1,6})?|\d{6,9}\.\d{3})[\])]?\s*/;
/** Who said it: `[TX]`, `RX:`, `发→◇`, `收←◆`, `>>`, `<-`. */
const direction =
  /^(?:[[(<]?(tx|rx|send|recv|sent|received|out|in)[\])>]?\s*[:：>-]*\s+|(发|收)\s*[→←]?[◇◆]?\s*|(>>|<<|->|<-|→|←)\s*)/i;
const sent = /^(?:tx|send|sent|out|发|>>|->|→)$/i;

/** Names that a person leaves the sign away from when typing a line off a screen. */
const unsigned =
  /^(CME ERROR|CIS ERROR|UPGRADEIND|UPGRADEDL|UPGRADEVER|UPGRADE|UARTUPGRA(?:D)?E ERROR|QIND|QIOTEVT|MIPLEVENT|CREG|CEREG|CGATT|CSQ|CPIN|CFOTA)\s*:/i;
const bareStep = /^"?(HTTPEND|FTPEND|FILEEND|END)"?\s*[,:，：]\s*"?(-?\d{1,5})"?$/i;
const bareEvent = /^\(?(\d{1,2})\s*[,，]\s*(1\d{4})\)?((?:,.*)?)$/;

export interface PastedLine {
  readonly text: string;
  readonly sent: boolean;
  readonly atMs: number | null;
}

/** One line without its decoration, completed where a sign or a head was left away; null for a blank one. */
export function readPastedLine(raw: string): PastedLine | null {
  let text = raw.trim();
  let atMs: number | null = null;
  let isSent = false;
  // Stamp and direction stand in either order, and a tool may stamp what another has stamped.
  for (let turn = 0; turn < 3; turn += 1) {
    const time = stamp.exec(text)?.[0] ?? '';
    const who = direction.exec(text.slice(time.length));
    if (time === '' && who === null) break;
    atMs ??= timeOf(time);
    isSent ||= who !== null && sent.test(who[1] ?? who[2] ?? who[3] ?? '');
    text = text.slice(time.length + (who?.[0].length ?? 0));
  }
  if (text === '') return null;
  const isCommand = isSent || /^AT(?:$|[+*^#%&$IEVSZ])/i.test(text);
  return { text: isCommand ? text : complete(text), sent: isCommand, atMs };
}

function complete(text: string): string {
  const step = bareStep.exec(text);
  if (step !== null) return `+QIND: "FOTA","${(step[1] ?? '').toUpperCase()}",${step[2]}`;
  const event = bareEvent.exec(text);
  if (event !== null) return `+QIOTEVT: ${event[1]},${event[2]}${event[3] ?? ''}`;
  return unsigned.test(text) ? `+${text}` : text;
}

/** Only differences matter, so a time of day without a date is as good as one with it. */
function timeOf(text: string): number | null {
  const [, date, hours, minutes, seconds, fraction = ''] =
    /(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})?[ T_]?(\d{1,2}):(\d{2}):(\d{2})(?:[.:,](\d{1,6}))?/.exec(text) ?? [];
  if (hours === undefined) return null;
  const day = date === undefined ? 0 : Date.parse(`${date.replace(/[/.]/g, '-')}T00:00:00Z`);
  const ofDay = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (Number.isNaN(day) ? 0 : day) + ofDay * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** Lines of a text that comes in pieces; wherever it is cut, the observations are the same. */
export function createPasteReader(onLine: (seen: Observation) => void) {
  let rest = '';
  let number = 0;
  const take = (raw: string): void => {
    number += 1;
    const line = readPastedLine(raw);
    if (line === null) return;
    const place = { seq: number, atMs: line.atMs, port: '', text: line.text };
    onLine(line.sent ? observeCommand(place) : observeLine(place));
  };
  return {
    push(piece: string): void {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) for (const part of splitReturns(line)) take(part);
    },
    /** The last line needs no end. Returns how many lines there were. */
    end(): number {
      if (rest !== '') for (const part of splitReturns(rest)) take(part);
      rest = '';
      return number;
    },
  };
}

/** An echo ends with CR alone: `AT\r\r\nOK`. */
function splitReturns(line: string): readonly string[] {
  return line.split('\r').filter((part, index) => part !== '' || index === 0);
}
