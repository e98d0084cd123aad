import type { AtArgument } from '../at/parse.ts';
import { type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import type { Parts } from '../kit/parts.ts';
import { rssi, tells } from '../kit/technicianCommands.ts';
import type { QuecthingKnobs } from './knobs.ts';
import type { QuecthingMemory } from './memory.ts';
import type { Session } from './session.ts';

/** Limits of the items that are only kept (at-commands 2.1). */
const numberItems: Readonly<Record<string, readonly [min: number, max: number]>> = {
  lifetime: [1, 864_000],
  buffer: [0, 1],
  act: [1, 15],
  session_mode: [0, 1],
  tsl: [0, 1],
  txid_mode: [0, 1],
};
const longestPskBytes = 32;

/** Settings and connection: `AT+QIOTCFG`, `AT+QIOTREG`, `AT+QIOTSTATE`, `AT+QIOTINFO` (at-commands 2.1). */
export function configCommands(
  parts: Parts<QuecthingKnobs>,
  memory: QuecthingMemory,
  session: Session,
): AtHandlers {
  const { knobs } = parts;
  const refuse = (): AtReply => cme(knobs.get().parameterCme);
  let mode = memory.connectsAtStart ? 2 : 0;
  return {
    '+QIOTCFG': (command) => {
      const [item, ...values] = command.args;
      if (command.kind === 'test') return ok();
      const name = item?.text.toLowerCase() ?? '';
      if (values.length === 0) return ask(memory, name) ?? refuse();
      if (session.isOnline() && name === 'productinfo') return refuse();
      return keep(memory, name, values) ? ok() : refuse();
    },
    '+QIOTREG': (command) => {
      if (command.kind === 'read') return ok(`+QIOTREG: ${mode}`);
      if (command.kind === 'test') return ok('+QIOTREG: (0-2)');
      const next = decimal(command.args[0]?.text, 0, 2);
      if (next === null || memory.pk === '' || memory.ps === '' || memory.serverUrl === '') return refuse();
      mode = next;
      memory.connectsAtStart = next === 2;
      return { ...ok(), after: () => (next === 0 ? session.disconnect() : session.connect()) };
    },
    '+QIOTSTATE': tells(() => `+QIOTSTATE: ${session.state()}`),
    // The names are documented, the shape of the answer is not (inferred).
    '+QIOTINFO': (command) => {
      if (command.kind === 'set') return command.args[0]?.text.toLowerCase() === 'up' ? ok() : refuse();
      if (command.kind === 'test') return ok();
      const mcu = [...memory.mcuVersions].map(([name, version]) => `${name}:${version}`).join(';');
      return ok(
        `+QIOTINFO: "version","${parts.version()}"`,
        `+QIOTINFO: "mcu_version","${mcu}"`,
        `+QIOTINFO: "battery",${knobs.get().batteryPercent}`,
        `+QIOTINFO: "voltage",${knobs.get().supplyMillivolts}`,
        `+QIOTINFO: "signal_strength",${-113 + 2 * rssi(parts)}`,
      );
    },
  };
}

/** An item as it is kept; null for one that does not exist. */
function ask(memory: QuecthingMemory, name: string): AtReply | null {
  if (name === 'productinfo') {
    const version = memory.productVersion === '' ? '' : `,"${memory.productVersion}"`;
    return ok(`+QIOTCFG: "productinfo","${memory.pk}","${memory.ps}"${version}`);
  }
  if (name === 'server') return ok(`+QIOTCFG: "server",${memory.serverType},"${memory.serverUrl}"`);
  if (!Object.hasOwn(numberItems, name) && name !== 'psk' && name !== 'dk_ds') return null;
  const value = memory.items.get(name);
  return ok(`+QIOTCFG: "${name}"${value === undefined ? '' : `,${value}`}`);
}

/** False when the value is not one. */
function keep(memory: QuecthingMemory, name: string, values: readonly AtArgument[]): boolean {
  const [first, second, third] = values.map(({ text }) => text);
  if (name === 'productinfo') {
    if (!first || !second) return false;
    Object.assign(memory, { pk: first, ps: second, productVersion: third ?? '', authenticated: false });
    return true;
  }
  if (name === 'server') {
    const type = decimal(first, 0, 1);
    if (type === null || second === undefined || !/^(?:mqtts?|coaps?):\/\/\S+$/.test(second)) return false;
    Object.assign(memory, { serverType: type, serverUrl: second });
    return true;
  }
  const limits = numberItems[name];
  if (limits !== undefined && decimal(first, ...limits) === null) return false;
  if (name === 'psk' && (first ?? '').length > longestPskBytes) return false;
  if (limits === undefined && name !== 'psk' && name !== 'dk_ds') return false;
  memory.items.set(name, values.map(({ text, quoted }) => (quoted ? `"${text}"` : text)).join(','));
  return true;
}
