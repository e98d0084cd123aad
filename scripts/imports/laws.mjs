/** The laws. Each looks at one import and says what is wrong with it, and what would be allowed. */
import { packageOf, placeOf } from './places.mjs';
import { compositionRooms, coreRooms, openRootFiles, virtualMayUse } from './rooms.mjs';

/**
 * @typedef {import('./places.mjs').Place} Place
 * @typedef {{ from: Place, specifier: string, to: Place | null, dependencies: ReadonlySet<string> }} Import
 *   `to` is null for packages and node: modules
 * @typedef {{ law: string, allowed: string }} Breach
 * @typedef {(given: Import) => Breach | null} Law
 */

const isNode = (specifier) => specifier.startsWith('node:');
const isPackage = ({ specifier, to }) => to === null && !isNode(specifier);

/** Also for tests: they run where there is no Electron. */
function electronLaw({ from, specifier, to }) {
  if (to !== null || packageOf(specifier) !== 'electron' || from.path.startsWith('electron/hosts/desktop/'))
    return null;
  return {
    law: '`electron` only under electron/hosts/desktop',
    allowed: 'ask the host through HostCapabilities (electron/core/host.ts)',
  };
}

function sharedLaw(given) {
  const { from, specifier, to } = given;
  if (from.layer !== 'shared' || from.isTest) return null;
  if (isNode(specifier)) return { law: 'shared has no Node', allowed: 'take it as a parameter' };
  if (isPackage(given) && !['zod', 'i18next'].includes(packageOf(specifier))) {
    return { law: 'shared uses no package but zod and the types of i18next', allowed: 'zod, i18next' };
  }
  if (to !== null && to.layer !== 'shared')
    return { law: 'shared imports only shared', allowed: 'shared/**' };
  return null;
}

function rendererLaw({ from, specifier, to }) {
  if (from.layer !== 'renderer' || from.isTest) return null;
  if (isNode(specifier)) return { law: 'renderer has no Node', allowed: 'a method of the contract' };
  if (to !== null && to.layer !== 'renderer' && to.layer !== 'shared') {
    return { law: 'renderer imports only renderer and shared', allowed: 'renderer/**, shared/**' };
  }
  return null;
}

function featureLaw({ from, to }) {
  if (from.layer !== 'renderer' || !to?.room?.startsWith('features/') || to.room === from.room) return null;
  if (from.room?.startsWith('features/')) {
    return {
      law: 'a feature never imports another feature',
      allowed: 'renderer/{connection,stores,ui,i18n,theme}, or move the common part there',
    };
  }
  if (from.isTest || from.room === 'app' || from.room === null) return null;
  return { law: 'only the app puts features together', allowed: 'hand it in as a parameter or child' };
}

function hostsLaw({ from, to }) {
  if (from.layer !== 'hosts' || from.isTest || to === null) return null;
  if (['hosts', 'core', 'shared'].includes(to.layer)) return null;
  return { law: 'hosts import only core and shared', allowed: 'electron/core/**, shared/**' };
}

function coreLaw({ from, to }) {
  if (from.layer !== 'core' || to === null || to.layer === 'core' || to.layer === 'shared') return null;
  if (from.isTest && to.layer === 'outside') return null;
  return {
    law: 'core imports only core and shared',
    allowed: 'electron/core/**, shared/**, or a parameter of createCore',
  };
}

function roomLaw({ from, to }) {
  if (from.layer !== 'core' || to?.layer !== 'core' || from.isTest) return null;
  if (from.room === to.room || compositionRooms.includes(from.room)) return null;
  const allowed = coreRooms[from.room];
  if (allowed === undefined)
    return { law: `"${from.room}" is no room of the core`, allowed: Object.keys(coreRooms).join(', ') };
  if (openRootFiles.includes(to.path) || allowed.includes(to.room)) return null;
  const target = compositionRooms.includes(to.room) ? 'the composition root' : `the room "${to.room}"`;
  return {
    law: `the room "${from.room}" does not use ${target}`,
    allowed: allowed.length === 0 ? 'shared and its own files' : `shared, ${allowed.join(', ')}`,
  };
}

/** Tests included, but for what they stand on: a test of the double that borrows the real code proves nothing. */
function virtualLaw({ from, to }) {
  if (from.layer !== 'core' || from.room !== 'virtual' || from.isTest || to === null) return null;
  const isOwn = to.layer === 'core' && to.room === 'virtual';
  if (isOwn || to.layer !== 'shared' || virtualMayUse.some((start) => to.path.startsWith(start))) return null;
  return { law: 'virtual knows nothing of the project but shared/domain', allowed: virtualMayUse.join(', ') };
}

function productLaw(given) {
  const { from, specifier, to, dependencies } = given;
  if (from.isTest || from.layer === 'outside') return null;
  if (to?.isTest)
    return {
      law: 'product code does not import tests or their helpers',
      allowed: 'move it out of the tests',
    };
  if (!isPackage(given) || packageOf(specifier) === 'electron' || dependencies.has(packageOf(specifier)))
    return null;
  return {
    law: `"${packageOf(specifier)}" is not among the dependencies, so it is not shipped`,
    allowed: 'dependencies of package.json',
  };
}

/** @type {readonly Law[]} */
const laws = [
  electronLaw,
  sharedLaw,
  rendererLaw,
  featureLaw,
  hostsLaw,
  coreLaw,
  roomLaw,
  virtualLaw,
  productLaw,
];

/** @param {Import} given @returns {Breach | null} the first law that it breaks */
export function judge(given) {
  for (const law of laws) {
    const breach = law(given);
    if (breach !== null) return breach;
  }
  return null;
}

/**
 * A format's proof must not reach its writer over any number of steps.
 * @param {ReadonlyMap<string, readonly { path: string, line: number }[]>} graph relative imports of every file
 * @returns {{ path: string, line: number, law: string, allowed: string }[]}
 */
export function judgeProofs(graph) {
  const breaches = [];
  for (const [path, imports] of graph) {
    const format = /^(electron\/core\/delta\/formats\/[^/]+)\/apply(\.ts|\/)/.exec(path)?.[1];
    if (format === undefined || placeOf(path).isTest) continue;
    const isWriter = (candidate) =>
      candidate.startsWith(`${format}/write/`) || candidate === `${format}/write.ts`;
    for (const { path: next, line } of imports) {
      const way = wayTo(graph, next, isWriter);
      if (way === null) continue;
      breaches.push({
        path,
        line,
        law: `the proof of a format shares no code with its writer, but reaches it: ${way.join(' -> ')}`,
        allowed:
          'limits.ts of the format, firmware, shared, libraries, or lines of its own even where they repeat',
      });
    }
  }
  return breaches;
}

/** The shortest way from a file to one that fits, or null. */
function wayTo(graph, start, fits) {
  const queue = [[start]];
  const seen = new Set([start]);
  for (const way of queue) {
    const last = way[way.length - 1];
    if (fits(last)) return way;
    for (const { path } of graph.get(last) ?? []) {
      if (seen.has(path)) continue;
      seen.add(path);
      queue.push([...way, path]);
    }
  }
  return null;
}
