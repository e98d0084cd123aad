import { AppError } from '../../../shared/errors.ts';
import { explainOpen, type OpenExplainer, systemExplainer } from './explainOpen.ts';
import { locationOf, usableSerial } from './identity.ts';
import { type LineState, linesAfterOpening } from './lines.ts';
import { listLinuxPorts } from './linuxPorts.ts';
import { toMacPorts } from './macPorts.ts';
import { guessRole, interfaceNumberOf, labelOf } from './role.ts';
import { type BindingPortInfo, loadSerialBinding, type SerialBinding } from './serialBinding.ts';
import { openSerialTransport } from './serialTransport.ts';
import type { ListedPort, PortProvider } from './transport.ts';
import { createWindowsPorts } from './windowsPorts.ts';

export interface SerialProviderOptions {
  readonly platform?: NodeJS.Platform;
  /** Default: serialport's binding for this system, loaded at the first use. */
  readonly loadBinding?: () => Promise<SerialBinding>;
  /** Default: sysfs on Linux, the binding's own list and what it leaves out elsewhere. */
  readonly listPorts?: () => Promise<readonly BindingPortInfo[]>;
  readonly explainer?: OpenExplainer;
}

/**
 * The serial ports of the operating system. It cannot tell when something is plugged, so the registry polls it.
 */
export function createSerialProvider(options: SerialProviderOptions = {}): PortProvider {
  const platform = options.platform ?? process.platform;
  const binding = once(options.loadBinding ?? loadSerialBinding);
  const listPorts = options.listPorts ?? systemList(platform, async () => (await binding()).list());
  const explainer = options.explainer ?? systemExplainer(platform);
  let lines: ReadonlyMap<string, LineState | undefined> = new Map();
  return {
    kind: 'serial',
    async list() {
      const listed = (await listPorts()).map(toListedPort);
      lines = new Map(listed.map(({ path, usb }) => [path, linesAfterOpening(usb?.vendorId)]));
      return listed;
    },
    async open(path, openOptions) {
      try {
        return await openSerialTransport(await binding(), path, { ...openOptions, lines: lines.get(path) });
      } catch (error) {
        throw await explainOpen(AppError.from(error), path, explainer);
      }
    },
  };
}

function systemList(
  platform: NodeJS.Platform,
  listOfBinding: () => Promise<readonly BindingPortInfo[]>,
): () => Promise<readonly BindingPortInfo[]> {
  if (platform === 'linux') return () => listLinuxPorts();
  if (platform === 'win32') return createWindowsPorts({ listOfBinding });
  return async () => toMacPorts(await listOfBinding());
}

/** A port as the registry shows it: ids in lower case without `0x`, interface number, socket, label, guessed role. */
export function toListedPort(found: BindingPortInfo): ListedPort {
  const vendorId = cleanId(found.vendorId);
  const interfaceNumber = found.interfaceNumber ?? interfaceNumberOf(found.pnpId, found.locationId);
  const usb = {
    ...(vendorId === undefined ? {} : { vendorId }),
    ...optional('productId', cleanId(found.productId)),
    ...optional('serialNumber', saidSerial(found.serialNumber)),
    ...optional('manufacturer', found.manufacturer),
    ...(interfaceNumber === undefined ? {} : { interfaceNumber }),
    ...optional('location', locationOf(found)),
  };
  const traits = { path: found.path, ...usb };
  return {
    id: `serial:${found.path}`,
    path: found.path,
    label: labelOf(traits),
    ...(vendorId === undefined ? {} : { usb }),
    role: guessRole(traits),
  };
}

/** What the device says, placeholders included; not what Windows makes up for a device that says nothing. */
function saidSerial(serialNumber: string | undefined): string | undefined {
  const isMadeUp = serialNumber?.includes('&') === true && usableSerial(serialNumber) === undefined;
  return isMadeUp ? undefined : serialNumber;
}

function cleanId(id: string | undefined): string | undefined {
  return id?.replace(/^0x/i, '').toLowerCase();
}

function optional<Name extends string>(name: Name, value: string | undefined): { [Key in Name]?: string } {
  const result: { [Key in Name]?: string } = {};
  if (value !== undefined && value !== '') result[name] = value;
  return result;
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
