/**
 * The part of serialport's binding that Airdock uses, as our own interface: tests put another one in, and the library stays
 * replaceable. The binding is used below its stream, which would merge writes; the native code is loaded at the first use,
 * so a machine without it can still run everything else. Do not use from a worker thread: it opens, but never reads (stack 0).
 */
export interface SerialBinding {
  list(): Promise<readonly BindingPortInfo[]>;
  open(options: BindingOpenOptions): Promise<BindingPort>;
}

export interface BindingPortInfo {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly pnpId?: string | undefined;
  readonly locationId?: string | undefined;
  readonly productId?: string | undefined;
  readonly vendorId?: string | undefined;
  /** Only from sources that know it exactly; otherwise it is read out of pnpId or locationId. */
  readonly interfaceNumber?: number | undefined;
}

export interface BindingOpenOptions {
  readonly path: string;
  readonly baudRate: number;
  /** Ask the system to drop DTR at close; false leaves a board running. */
  readonly hupcl: boolean;
  readonly lock: true;
}

export interface BindingPort {
  readonly isOpen: boolean;
  /** Resolves with at least one byte; rejects when the device has gone or the port is closed. */
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  update(options: { baudRate: number }): Promise<void>;
  /** Always both: the native code takes what is not given for `false`. */
  set(options: { dtr: boolean; rts: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** serialport's binding for this system. Rejects where its native code is missing. */
export async function loadSerialBinding(): Promise<SerialBinding> {
  const { SerialPort } = await import('serialport');
  return SerialPort.binding;
}
