/** The `--port` of a verb: a known port, any path, or a virtual module made for the occasion. */

import { AppError } from '../../../shared/errors.ts';
import { text } from './arguments.ts';
import { knownPort } from './ports/findPort.ts';
import { UsageError } from './usage.ts';
import type { VerbContext } from './verb.ts';

export interface BorrowedPort {
  readonly portId: string;
  /** Unplugs the virtual module again; does nothing for other ports. */
  dispose(): Promise<void>;
}

const keep = { dispose: async () => {} };

/**
 * `virtual:ec618-at` makes a module that runs `firmware`; anything else is looked up, or added as a path.
 * @param firmware absolute path of the firmware for a virtual module
 */
export async function borrowPort(
  { core, args, path }: VerbContext,
  firmware: string | undefined,
): Promise<BorrowedPort> {
  const word = text(args, 'port');
  if (word === undefined) throw new UsageError('missingOption', { name: '--port PORT' });
  const dialect = /^virtual:(.+)$/.exec(word)?.[1];
  // `virtual:1` is a module that runs already; every dialect begins with a letter.
  if (dialect !== undefined && !/^\d/.test(dialect)) {
    if (firmware === undefined) throw new UsageError('missingOption', { name: '--firmware FILE' });
    const knobs = parseKnobs(text(args, 'knobs'));
    const port = await core.virtual.create({
      dialect,
      firmware: { kind: 'path', path: firmware },
      ...(knobs === undefined ? {} : { knobs }),
    });
    return {
      portId: port.id,
      dispose: async () => {
        await core.virtual.remove({ portId: port.id });
      },
    };
  }
  if (/^tcp:\/\//i.test(word)) return { portId: (await core.ports.addPath({ path: word })).id, ...keep };
  const port = await knownPort(core, word);
  if (port !== undefined) return { portId: port.id, ...keep };
  if (!word.includes('/') && !word.includes('\\')) throw new AppError('port.unknown', { id: word });
  return { portId: (await core.ports.addPath({ path: path(word) })).id, ...keep };
}

/** `a=1,b=true,c=text` to knob values. */
export function parseKnobs(
  words: string | undefined,
): Record<string, string | number | boolean | null> | undefined {
  if (words === undefined) return undefined;
  const knobs: Record<string, string | number | boolean | null> = {};
  for (const word of words.split(',')) {
    const at = word.indexOf('=');
    if (at < 1) throw new UsageError('badKnob', { word });
    knobs[word.slice(0, at)] = knobValue(word.slice(at + 1));
  }
  return knobs;
}

function knobValue(word: string): string | number | boolean | null {
  if (word === 'true') return true;
  if (word === 'false') return false;
  if (word === 'null') return null;
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) : word;
}
