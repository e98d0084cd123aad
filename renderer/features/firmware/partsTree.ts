/** What a file consists of, as a tree: its parts, what stands inside of them, and every check beside what it checked. */
import type { Inspection } from '../../../shared/contract/firmware.ts';

export type Check = Inspection['checks'][number];

export interface TreeNode {
  /** Path with `/`; unique in the tree. */
  readonly path: string;
  readonly name: string;
  readonly role?: string;
  readonly kind?: string;
  readonly sizeBytes?: number;
  readonly oldSizeBytes?: number;
  readonly address?: number;
  readonly sha256?: string;
  readonly checks: readonly Check[];
  readonly children: readonly TreeNode[];
}

export interface PartsTree {
  readonly nodes: readonly TreeNode[];
  /** Checks of the file as a whole, or of something that is no node. */
  readonly checks: readonly Check[];
}

type Draft = { -readonly [K in keyof Omit<TreeNode, 'children'>]: TreeNode[K] } & { children: Draft[] };

export function partsTree(inspection: Inspection): PartsTree {
  const roots: Draft[] = inspection.parts.map((part) => {
    const { name, role, sizeBytes, oldSizeBytes, address, sha256 } = part;
    const old = oldSizeBytes === undefined ? {} : { oldSizeBytes };
    return { path: name, name, role, sizeBytes, ...old, address, sha256, checks: [], children: [] };
  });
  const byPath = new Map(roots.map((node) => [node.path, node]));
  for (const { path, kind, sizeBytes, sha256 } of inspection.members ?? []) {
    const node = ensure(path, roots, byPath);
    Object.assign(node, { kind, sizeBytes: node.sizeBytes ?? sizeBytes, sha256: node.sha256 ?? sha256 });
  }
  const checks: Check[] = [];
  for (const check of inspection.checks) {
    const node = byPath.get(subjectOf(check));
    if (node === undefined) checks.push(check);
    else node.checks = [...node.checks, check];
  }
  return { nodes: roots, checks };
}

/** A check's id is a code, and after a colon what it was about. */
export function subjectOf({ name }: Check): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(colon + 1);
}

/** The node at a path, with folders made for what nobody listed. */
function ensure(path: string, roots: Draft[], byPath: Map<string, Draft>): Draft {
  const known = byPath.get(path);
  if (known !== undefined) return known;
  const slash = path.lastIndexOf('/');
  const node: Draft = { path, name: path.slice(slash + 1), checks: [], children: [] };
  byPath.set(path, node);
  if (slash <= 0) roots.push(node);
  else ensure(path.slice(0, slash), roots, byPath).children.push(node);
  return node;
}

/** True where a check on the node or below it failed. */
export function hasFailure({ checks, children }: TreeNode): boolean {
  return checks.some(({ ok }) => !ok) || children.some(hasFailure);
}
