/**
 * The table of the architecture: which room of the core may use which other. Arrows that are not here are errors. The journal
 * as a place to write is an interface in shared/domain, open to all.
 */

/** @type {Readonly<Record<string, readonly string[]>>} */
export const coreRooms = {
  firmware: [],
  delta: ['firmware'],
  packages: ['delta', 'firmware'],
  ports: [],
  devices: ['store'],
  modem: ['ports', 'devices'],
  'ota-server': ['packages', 'devices', 'store'],
  flash: ['ports', 'firmware', 'devices'],
  virtual: [],
  jobs: ['store'],
  journal: ['store'],
  explain: ['journal', 'devices'],
  report: ['journal', 'packages'],
  settings: ['store'],
  store: [],
};

/** The composition root: `services` and the files beside the rooms put everything together. */
export const compositionRooms = ['services', null];

/** Files of the composition root that are only types, and open to every room: what a door can do. */
export const openRootFiles = ['electron/core/host.ts'];

/** All that `virtual` may know of the project: it must not share code with what it is used to check. */
export const virtualMayUse = ['shared/domain/', 'shared/errors.ts'];
