/** What survives a restart: the module's saved settings, and what the cloud knows. */
export interface QuecthingMemory {
  pk: string;
  ps: string;
  /** Optional third value of `productinfo`. */
  productVersion: string;
  serverType: number;
  serverUrl: string;
  /** Items of `AT+QIOTCFG` that are only kept, by name. */
  readonly items: Map<string, string>;
  /** `AT+QIOTREG=2`: connects at every start. */
  connectsAtStart: boolean;
  /** The device secret was agreed on; happens once per product. */
  authenticated: boolean;
  /** Versions of MCU components by name (`AT+QIOTMCUVER`). */
  readonly mcuVersions: Map<string, string>;
  /** The plan was carried out. */
  planDone: boolean;
  /** The host said that it flashes its MCU; the cloud waits for the version. */
  mcuUpdating: boolean;
  /** No offers before this time. */
  quietUntilMs: number;
}

export function createMemory(): QuecthingMemory {
  return {
    pk: '',
    ps: '',
    productVersion: '',
    serverType: 1,
    serverUrl: 'mqtt://iot-south.quectelcn.com:1883',
    items: new Map([['lifetime', '120']]),
    connectsAtStart: false,
    authenticated: false,
    mcuVersions: new Map(),
    planDone: false,
    mcuUpdating: false,
    quietUntilMs: 0,
  };
}
