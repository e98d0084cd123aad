import { type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import { latin1Text } from '../bytes.ts';
import type { Parts } from '../kit/parts.ts';
import type { QuecthingKnobs } from './knobs.ts';
import type { QuecthingMemory } from './memory.ts';
import type { Plan } from './plan.ts';

/** Request, decision, blocks and versions (at-commands 2.1). */
export function otaCommands(parts: Parts<QuecthingKnobs>, memory: QuecthingMemory, plan: Plan): AtHandlers {
  const { knobs } = parts;
  const refuse = (): AtReply => cme(knobs.get().parameterCme);
  return {
    '+QIOTOTAREQ': (command) => {
      if (command.kind === 'test') return ok('+QIOTOTAREQ: (0,1)');
      const withSha256 = command.kind === 'execute' ? 0 : decimal(command.args[0]?.text, 0, 1);
      if (withSha256 === null) return refuse();
      return { ...ok(), after: () => plan.request(withSha256 === 1) };
    },
    '+QIOTUPDATE': (command) => {
      if (command.kind === 'test') return ok('+QIOTUPDATE: (0-3)');
      const what = decimal(command.args[0]?.text, 0, 3);
      return what !== null && plan.decide(what) ? ok() : refuse();
    },
    '+QIOTOTARD': (command) => {
      const { maxReadBytes } = knobs.get();
      // The form of the answer is not documented.
      if (command.kind === 'test') return ok(`+QIOTOTARD: (0-4294967295),(1-${maxReadBytes})`);
      const start = decimal(command.args[0]?.text, 0, 4_294_967_295);
      const length = decimal(command.args[1]?.text, 1, maxReadBytes);
      const bytes = start === null || length === null ? null : (plan.transfer()?.read(start, length) ?? null);
      if (bytes === null) return refuse();
      // Head, CR LF, raw bytes, CR LF, OK: one line to the engine, whatever the bytes look like.
      return ok(`+QIOTOTARD: ${start},${bytes.length}\r\n${latin1Text(bytes)}`);
    },
    '+QIOTMCUVER': (command) => {
      const [component, version] = command.args.map(({ text }) => text);
      if (command.kind === 'test') return ok();
      if (command.kind === 'read') return ok(...[...memory.mcuVersions].map(mcuLine));
      if (!component) return refuse();
      if (version === undefined) {
        const known = memory.mcuVersions.get(component);
        return known === undefined ? refuse() : ok(mcuLine([component, known]));
      }
      if (version === '') memory.mcuVersions.delete(component);
      else memory.mcuVersions.set(component, version);
      return { ...ok(), after: () => plan.declared(component, version) };
    },
  };
}

const mcuLine = ([component, version]: readonly [string, string]): string =>
  `+QIOTMCUVER: "${component}","${version}"`;
