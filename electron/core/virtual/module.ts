import type { KnobValues } from './knobs/store.ts';

/**
 * What every virtual module is to the outside, whatever its dialect: a pipe of bytes that may vanish and come back.
 * Nothing here knows AT commands, firmware or HTTP.
 */

/** One open connection to the module's port. Only one exists at a time. */
export interface Connection {
  /**
   * Bytes from the host to the module; what a module that is off or booting receives is lost, as on a wire.
   * @throws AppError `port.closed` after the connection ended.
   */
  write(bytes: Uint8Array): void;
  /** Bytes from the module to the host, in order; chunks have no meaning. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Called once when the connection ends, by `close` or because the port vanished. */
  onClosed(listener: () => void): () => void;
  /** Ends the connection; doing it again does nothing. */
  close(): void;
}

/** How the module presents itself in a port list. */
export interface ModuleDescription {
  readonly id: string;
  /** For people, e.g. `Air780E (virtual)`. */
  readonly label: string;
  /** Chip family by the name its tools use, e.g. `ec618`. */
  readonly chip: string;
  /** Which protocol it speaks, e.g. `ec618-at`. */
  readonly dialect: string;
  readonly imei: string;
  /** Version that runs now, as the module itself reports it; null while nothing runs. */
  readonly version: string | null;
  readonly state: ModuleState;
  /** What its port carries; AT commands where it is absent. */
  readonly carries?: 'at' | 'log';
}

/** `dead`: the boot loader could not finish an image; only a new virtual module helps. */
export type ModuleState = 'running' | 'booting' | 'updating' | 'off' | 'dead' | 'disposed';

/** What the module counted itself, to be compared with the server's and the package's numbers. */
export interface ModuleStats {
  /** HTTP requests sent. */
  readonly httpRequests: number;
  /** Body bytes received over HTTP, packages and error answers alike, headers not counted. */
  readonly httpBodyBytes: number;
  /** Package bytes accepted over the serial way, the zero padding of the last block included. */
  readonly serialPackageBytes: number;
  /** Starts of the application firmware, the first one included. */
  readonly boots: number;
}

/** What the module knows and does not say. */
export interface PackageRefusal {
  /** The text is `packageRefusal.<reason>`. */
  readonly reason: string;
  /** What was expected and what was found, in English, for the log. */
  readonly message: string;
}

export interface VirtualModule {
  readonly id: string;
  describe(): ModuleDescription;
  stats(): ModuleStats;
  /** Its knobs as they are now, by the names of its dialect. */
  knobs(): KnobValues;
  /**
   * Takes effect at the next use; what a knob says of the factory only counts at the creation.
   * @throws AppError `virtual.badKnob` {knob, reason}; then nothing was changed
   */
  setKnobs(changes: KnobValues): void;
  /** Why the last package was refused, null while none was: the wire carries only a number. */
  lastRefusal(): PackageRefusal | null;
  /** False while the port is gone (USB drop around a reboot). */
  isPresent(): boolean;
  /** The port vanished (false) or came back (true). */
  onPresence(listener: (present: boolean) => void): () => void;
  /**
   * Opens the port.
   * @throws AppError `port.busy` {id, owner} while another connection is open, `port.notReady` {path} while the port is gone
   * or the module was disposed.
   */
  attach(): Connection;
  /** Stops every timer and download and closes the connection. */
  dispose(): void;
}
