import type { PortInfo } from '../../../shared/contract/port.ts';

/**
 * An opened port: bytes in, bytes out. Write boundaries are kept; data arrives in whatever pieces the system delivers.
 * OS serial ports, pseudo-terminals and virtual modules all look like this.
 */
export interface SerialTransport {
  /** Resolves when the bytes are handed to the system; rejects with AppError `port.closed` when the port is gone. */
  write(bytes: Uint8Array): Promise<void>;
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** `vanished`: the device went away (reboot, cable); `closed`: somebody called close. Fires once. */
  onClosed(listener: (reason: 'closed' | 'vanished') => void): () => void;
  /** Modem lines where there are any. What is not given stays as it is; lines.ts says how they are after opening. */
  setSignals?(signals: { dtr?: boolean; rts?: boolean }): Promise<void>;
  /** The lines as they are set; absent where nobody set them. */
  signals?(): { readonly dtr: boolean; readonly rts: boolean } | undefined;
  setBaudRate?(baudRate: number): Promise<void>;
  close(): Promise<void>;
}

/** What a kind of port has to supply to the registry. */
export interface PortProvider {
  readonly kind: 'serial' | 'pty' | 'virtual' | 'tcp';
  /** Ports that are present now. Fields that the registry adds (lease, presence) are left out. */
  list(): Promise<readonly ListedPort[]>;
  /** Called when something was plugged or unplugged; providers that cannot tell leave it out and are polled. */
  onChanged?(listener: () => void): () => void;
  /** Opens one of its ports. Throws AppError port.busy, port.noPermission, port.notReady, port.openFailed. */
  open(path: string, options: { baudRate: number; signal?: AbortSignal }): Promise<SerialTransport>;
}

export interface ListedPort {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  readonly usb?: {
    readonly vendorId?: string;
    readonly productId?: string;
    readonly serialNumber?: string;
    readonly manufacturer?: string;
    readonly interfaceNumber?: number;
    readonly location?: string;
  };
  /** Set where the provider knows better than a guess from names (virtual modules). */
  readonly role?: PortInfo['role'];
}
