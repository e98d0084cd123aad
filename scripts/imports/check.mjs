/** Puts files and laws together. */
import { judge, judgeProofs } from './laws.mjs';
import { placeOf, resolveRelative } from './places.mjs';
import { readImports } from './readImports.mjs';

/**
 * @param {ReadonlyMap<string, string>} sources file path from the project's root to its text
 * @param {Iterable<string>} dependencies packages that are shipped
 * @returns {{ path: string, line: number, specifier?: string, law: string, allowed: string }[]}
 */
export function checkImports(sources, dependencies) {
  const shipped = new Set(dependencies);
  const graph = new Map();
  const breaches = [];
  for (const [path, source] of sources) {
    const from = placeOf(path);
    const relative = [];
    for (const { specifier, line } of readImports(path, source)) {
      const target = specifier.startsWith('.') ? resolveRelative(path, specifier) : null;
      if (target !== null) relative.push({ path: target, line });
      const to = target === null ? null : placeOf(target);
      const breach = judge({ from, specifier, to, dependencies: shipped });
      if (breach !== null) breaches.push({ path, line, specifier, ...breach });
    }
    graph.set(path, relative);
  }
  return [...breaches, ...judgeProofs(graph)];
}
