import { listLinuxPorts } from './linuxPorts.ts';
import { guessRole, interfaceNumberOf, labelOf } from './role.ts';
import { type BindingPortInfo, loadSerialBinding, type SerialBinding } from './serialBinding.ts';
import { openSerialTransport } from './serialTransport.ts';
import type { ListedPort, PortProvider } from './transport.ts';

export interface SerialProviderOptions {
  /** Default: serialport's binding for this system, loaded at the first use. */
  readonly loadBinding?: () => Promise<SerialBinding>;
  /** Default: sysfs on Linux, the binding's own list elsewhere. */
  readonly listPorts?: () => Promise<readonly BindingPortInfo[]>;
}

/**
 * The serial ports of the operating system. It cannot tell when something is plugged, so the registry polls it.
 */
export function createSerialProvider(options: SerialProviderOptions = {}): PortProvider {
  const binding = once(options.loadBinding ?? loadSerialBinding);
  const listOfBinding = async (): Promise<readonly BindingPortInfo[]> => (await binding()).list();
  const listPorts =
    options.listPorts ?? (process.platform === 'linux' ? () => listLinuxPorts() : listOfBinding);
  return {
    kind: 'serial',
    list: async () => (await listPorts()).map(toListedPort),
    open: async (path, openOptions) => openSerialTransport(await binding(), path, openOptions),
  };
}

/** A port as the registry shows it: ids in lower case without `0x`, interface number, label, guessed role. */
export function toListedPort(found: BindingPortInfo): ListedPort {
  const vendorId = cleanId(found.vendorId);
  const interfaceNumber = found.interfaceNumber ?? interfaceNumberOf(found.pnpId, found.locationId);
  const usb = {
    ...(vendorId === undefined ? {} : { vendorId }),
    ...optional('productId', cleanId(found.productId)),
    ...optional('serialNumber', found.serialNumber),
    ...optional('manufacturer', found.manufacturer),
    ...(interfaceNumber === undefined ? {} : { interfaceNumber }),
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
