/**
 * Stands in for the `electron` module where there is no Electron. It records what our code registers, so that a test can call
 * the registered handler itself and look at its decision; it decides nothing.
 */
import { EventEmitter } from 'node:events';

type Handler = (...args: never[]) => unknown;

/** What our code handed to Electron, by the name of the setter. */
export class Recorder extends EventEmitter {
  readonly handlers = new Map<string, Handler>();

  /** The handler given to a setter. Throws when our code never set one: a test must not pass for want of it. */
  handler<H extends Handler>(name: string): H {
    const handler = this.handlers.get(name);
    if (handler === undefined) throw new Error(`${name} was never set`);
    // The caller names the type that Electron's own declarations give to this setter.
    return handler as H;
  }

  protected record(name: string): (handler: Handler) => void {
    return (handler) => {
      this.handlers.set(name, handler);
    };
  }
}

/** An event with the one thing that matters about it. */
export class StubEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class StubApp extends Recorder {
  readonly calls: string[] = [];
  sandboxed = false;
  enableSandbox(): void {
    this.sandboxed = true;
  }
  quit(): void {
    this.calls.push('quit');
  }
}

export class StubSession extends Recorder {
  setPermissionRequestHandler = this.record('permissionRequest');
  setPermissionCheckHandler = this.record('permissionCheck');
  setDevicePermissionHandler = this.record('devicePermission');
  setDisplayMediaRequestHandler = this.record('displayMedia');
  readonly webRequest = {
    onBeforeRequest: (filter: { urls: string[] }, handler: Handler): void => {
      this.handlers.set(`beforeRequest ${filter.urls.join(' ')}`, handler);
    },
  };
  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => {
      this.handlers.set(`protocol ${scheme}`, handler);
    },
  };
}

export class StubFrame {
  readonly sent: { channel: string; packet: { connection: string; frame: string } }[] = [];
  parent: StubFrame | null = null;
  origin: string;
  destroyed = false;
  constructor(origin: string) {
    this.origin = origin;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  send(channel: string, packet: { connection: string; frame: string }): void {
    if (this.destroyed) throw new Error('Render frame was disposed');
    this.sent.push({ channel, packet });
    for (const listener of [...this.listeners]) listener(packet);
  }
  readonly listeners = new Set<(packet: { connection: string; frame: string }) => void>();
}

export class StubContents extends Recorder {
  mainFrame = new StubFrame('app://airdock');
  setWindowOpenHandler = this.record('windowOpen');
  reloads = 0;
  reload(): void {
    this.reloads += 1;
  }
}

export class StubWindow extends Recorder {
  readonly webContents = new StubContents();
  readonly calls: string[] = [];
  bounds = { x: 10, y: 20, width: 900, height: 700 };
  maximized = false;
  progress: number | undefined;
  readonly options: Record<string, unknown>;
  static readonly all: StubWindow[] = [];
  constructor(options: Record<string, unknown> = {}) {
    super();
    this.options = options;
    StubWindow.all.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.calls.push(`load ${url}`);
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.calls.push('restore');
  }
  maximize(): void {
    this.maximized = true;
  }
  isMinimized(): boolean {
    return true;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds() {
    return this.bounds;
  }
  setProgressBar(value: number): void {
    this.progress = value;
  }
  /** As Electron does it: a `close` that nobody prevents, then `closed`. */
  close(): boolean {
    const event = new StubEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.emit('closed');
    return !event.defaultPrevented;
  }
}

/** What the person answers in dialogs, and what they were asked. */
export const person = {
  button: 0,
  file: '' as string,
  asked: [] as unknown[],
};

export const opened: string[] = [];
export const shell = {
  openExternal: async (url: string): Promise<void> => void opened.push(url),
  showItemInFolder: (path: string): void => void opened.push(path),
};

export const dialog = {
  showMessageBox: async (_window: unknown, options: unknown) => {
    person.asked.push(options);
    return { response: person.button, checkboxChecked: false };
  },
  showOpenDialog: async (_window: unknown, options: unknown) => {
    person.asked.push(options);
    return { canceled: person.file === '', filePaths: person.file === '' ? [] : [person.file] };
  },
  showSaveDialog: async (_window: unknown, options: unknown) => {
    person.asked.push(options);
    return { canceled: person.file === '', filePath: person.file };
  },
  showErrorBox: (title: string, text: string): void => void person.asked.push({ title, text }),
};

export const blockers = new Set<number>();
let lastBlocker = 0;
export const powerSaveBlocker = {
  start(_type: string): number {
    lastBlocker += 1;
    blockers.add(lastBlocker);
    return lastBlocker;
  },
  stop: (id: number): boolean => blockers.delete(id),
};

/** `encrypted` decides whether there is a keyring; its "encryption" only has to be no plain text. */
export const keyring = { available: true, backend: 'gnome_libsecret', salt: 'a' };
export const safeStorage = {
  isEncryptionAvailable: () => keyring.available,
  getSelectedStorageBackend: () => keyring.backend,
  encryptString: (text: string) => Buffer.from(keyring.salt + Buffer.from(text).toString('hex')),
  decryptString(bytes: Buffer): string {
    const text = bytes.toString();
    if (!text.startsWith(keyring.salt)) throw new Error('cannot decrypt');
    return Buffer.from(text.slice(keyring.salt.length), 'hex').toString();
  },
};

export const displays = { areas: [{ x: 0, y: 0, width: 1920, height: 1080 }] };
export const screen = { getAllDisplays: () => displays.areas.map((workArea) => ({ workArea })) };

export class Notification {
  static isSupported(): boolean {
    return true;
  }
  show(): void {}
}

export const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
export const protocol = {
  registerSchemesAsPrivileged: (list: typeof schemes): void => void schemes.push(...list),
};

export const ipcMain = new EventEmitter();

/** What the preload script gives to the page, and its way to the main process. */
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown): void => void exposed.set(name, value),
};
export class StubIpcRenderer extends EventEmitter {
  readonly sent: { channel: string; packet: { connection: string; frame: string } }[] = [];
  onSend = (_channel: string, _packet: unknown): void => {};
  send(channel: string, packet: { connection: string; frame: string }): void {
    this.sent.push({ channel, packet });
    this.onSend(channel, packet);
  }
}
export const ipcRenderer = new StubIpcRenderer();

export const BrowserWindow = StubWindow;
