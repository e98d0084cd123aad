/** Orders that would break an upgrade that a module is at (at-commands 1.3 power, 7 rule 9). */

/** Restarts, factory settings and switching off, of every family that is driven. */
const restarts = ['+RESET', '+RSTSET', '+CRESET', '+CFUN', '+CPOF', '+CPOWD', '+QPOWD'];
/** What takes the network away under a download. */
const cutsNetwork = ['+CGATT', '+COPS'];
/** A second download, or the first one's area erased. Orders that go on with an upgrade are none: blocks, a plan's yes, reading an image. */
const begins = /^\+(?:UPGRADE\s*(?:$|=\s*"?\w+"?\s*,)|UARTUPGRADE\s*=\s*0|QFOTADL\s*=|CFOTA\s*=)/i;

/**
 * @param text what goes over the line: one line or several, of commands or of anything else
 * @returns the first order in it that would break an upgrade, as it was typed; null where there is none. Questions (`?`, `=?`) never are.
 */
export function breakingOrder(text: string): string | null {
  for (const line of text.split(/[\r\n]+/)) {
    const command = /^\s*AT(.*)$/is.exec(line)?.[1];
    if (command === undefined) continue;
    for (const part of partsOf(command)) {
      if (breaks(part)) return line.trim();
    }
  }
  return null;
}

function breaks(part: string): boolean {
  if (/^[^"]*\?\s*$/.test(part)) return false;
  if (begins.test(part)) return true;
  const name = /^[+^*#%$][A-Z0-9_]+/i.exec(part)?.[0].toUpperCase() ?? '';
  if (cutsNetwork.includes(name)) return /=/.test(part);
  return restarts.includes(name);
}

/** `;` puts several commands into one line, but not within quotes. */
function partsOf(command: string): string[] {
  const parts = command.match(/(?:"[^"]*"?|[^";])+/g) ?? [];
  return parts.map((part) => part.trim().replace(/^AT(?=[+^*#%$])/i, ''));
}
