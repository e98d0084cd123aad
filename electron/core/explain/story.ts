/** What is known of one port so far: only what some rule needs, so that a journal of any length costs no more memory. */
import { splitRawFields } from '../../../shared/domain/atLine.ts';
import { decodeUrc } from '../../../shared/domain/urc.ts';
import { type Line, numberIn, type Observation } from './observation.ts';

export interface Told<T> {
  readonly value: T;
  readonly seen: Observation;
}

export interface Story {
  /** The last command and whether anything was answered since. */
  command: Observation | null;
  registration: Told<number> | null;
  rssi: Told<number> | null;
  battery: Told<number> | null;
  /** What the host did to begin an upgrade; null where nobody asked. */
  ordered: Observation | null;
  percent: Told<number> | null;
  /** The module has the whole package. */
  complete: Observation | null;
  applying: Told<number> | null;
  restarted: Observation | null;
  /** Sign that the firmware runs again after `restarted`. */
  ready: Observation | null;
  /** What ran before the order. */
  oldVersion: Told<string> | null;
  failedCode: number | null;
  failed: boolean;
}

export function newStory(): Story {
  return {
    ...{ command: null, registration: null, rssi: null, battery: null, ordered: null, percent: null },
    ...{ complete: null, applying: null, restarted: null, ready: null, oldVersion: null },
    ...{ failedCode: null, failed: false },
  };
}

const restarts = /^AT(?:\+RESET\b|\+RSTSET\b|\+CFUN=1,1|\+CRESET\b|\+QRST\b|#XRESET|#XMODEMRESET)/i;
const orders =
  /^AT(?:\+UPGRADE\s*$|\+UPGRADE\s*=\s*["“”]?URL|\+QFOTADL\s*=|\+[CL]FOTA\s*=|\+UARTUPGRADE\s*=\s*5)/i;

/** Brings a story up to date; called before the rules look at the same observation. */
export function follow(story: Story, seen: Observation): void {
  if (seen.kind === 'command') followCommand(story, seen);
  else if (seen.kind === 'line') followLine(story, seen);
  else if (seen.kind === 'port' && seen.event === 'vanished') beginRestart(story, seen);
}

function followCommand(story: Story, seen: Observation): void {
  story.command = seen;
  if (restarts.test(seen.text)) beginRestart(story, seen);
  if (!orders.test(seen.text)) return;
  story.ordered = seen;
  story.percent = null;
  story.complete = null;
  story.applying = null;
  story.failed = false;
  story.failedCode = null;
}

function beginRestart(story: Story, seen: Observation): void {
  story.restarted = seen;
  story.ready = null;
}

function followLine(story: Story, seen: Line): void {
  const urc = decodeUrc(seen.text);
  if (urc?.kind === 'downloadProgressed') {
    story.percent = { value: urc.percent, seen };
    if (urc.percent === 100) complete(story, seen);
  } else if (isReady(seen)) {
    story.restarted ??= seen;
    story.ready = seen;
    if (story.complete !== null) story.ordered = null;
  } else if (urc?.kind === 'bootBannerShown') beginRestart(story, seen);
  else if (seen.name === '+QIND' && /(?:HTTP|FTP|FILE)END"?\s*,\s*0$/i.test(seen.body)) complete(story, seen);
  else if (seen.name === '+CSQ') story.rssi = told(numberIn(seen.fields[0]), seen) ?? story.rssi;
  // One value alone is a voltage.
  else if (seen.name === '+CBC' && seen.fields.length > 1)
    story.battery = told(numberIn(seen.fields[1]), seen) ?? story.battery;
  else if (/^\+C(?:E|G)?REG$/.test(seen.name))
    story.registration = told(statusOf(seen), seen) ?? story.registration;
}

function complete(story: Story, seen: Observation): void {
  story.complete = seen;
  story.restarted = null;
  story.ready = null;
}

export function isReady({ text }: Line): boolean {
  return /^(?:RDY|QCRDY|\+MATREADY|APP RDY)\b/.test(text);
}

/** An answer to a query has `<n>` in front of the status, the news has not; a quoted second field is an area. */
function statusOf({ body }: Line): number | null {
  const [first, second] = splitRawFields(body);
  return second !== undefined && /^\d+$/.test(second) ? Number(second) : numberIn(first);
}

function told(value: number | null, seen: Observation): Told<number> | null {
  return value === null ? null : { value, seen };
}
