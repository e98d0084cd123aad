/** Where a file belongs: its layer, room or feature, and whether it is product or test. */

/**
 * @typedef {{
 *   path: string,
 *   layer: 'shared' | 'core' | 'hosts' | 'renderer' | 'outside',
 *   room: string | null,
 *   isTest: boolean,
 * }} Place
 * `room` is the folder below the layer: a core room, a host, `features/<name>` of the renderer, or null at the layer's root.
 */

/** @param {string} path from the project's root, with slashes. @returns {Place} */
export function placeOf(path) {
  const [first, second, third, fourth] = path.split('/');
  const isTest = /\.test\.tsx?$/.test(path) || /(^|\/)testing\//.test(path) || first === 'test';
  if (first === 'shared') return { path, layer: 'shared', room: third === undefined ? null : second, isTest };
  if (first === 'electron' && (second === 'core' || second === 'hosts')) {
    return { path, layer: second, room: fourth === undefined ? null : third, isTest };
  }
  if (first === 'renderer')
    return { path, layer: 'renderer', room: rendererRoom(second, third, fourth), isTest };
  return { path, layer: 'outside', room: null, isTest };
}

function rendererRoom(second, third, fourth) {
  if (third === undefined) return null;
  return second === 'features' && fourth !== undefined ? `features/${third}` : second;
}

/** The path that a relative import names, from the project's root. */
export function resolveRelative(from, specifier) {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** `@scope/name/deep` is of the package `@scope/name`. */
export function packageOf(specifier) {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}
