import { describe, expect, it } from 'vitest';
import { type Inspection, inspectionSchema } from '../../../shared/contract/firmware.ts';
import { hasFailure, partsTree, type TreeNode } from './partsTree.ts';

const digest = 'a'.repeat(64);
const part = (name: string) => ({
  name,
  role: 'script',
  address: 0,
  sizeBytes: 10,
  zoneSizeBytes: 20,
  sha256: digest,
});

function inspection(more: Partial<Inspection>): Inspection {
  return inspectionSchema.parse({
    kind: 'soc',
    chip: 'ec618',
    fileName: 'a.soc',
    sizeBytes: 1,
    sha256: digest,
    versions: [],
    parts: [part('script.bin')],
    checks: [],
    otherMembers: [],
    ...more,
  });
}

const outline = (nodes: readonly TreeNode[]): unknown[] =>
  nodes.map(({ name, children }) => (children.length === 0 ? name : [name, outline(children)]));

describe('the tree of a file', () => {
  it('puts members below their part, and makes the folders that nobody listed', () => {
    const members = [
      { path: 'script.bin/main.lua', kind: 'scriptFile', sizeBytes: 4 },
      { path: 'script.bin/lib/net.lua', kind: 'scriptFile', sizeBytes: 4 },
      { path: 'loose', kind: 'scriptFile', sizeBytes: 4 },
    ];
    expect(outline(partsTree(inspection({ members })).nodes)).toEqual([
      ['script.bin', ['main.lua', ['lib', ['net.lua']]]],
      'loose',
    ]);
  });

  it('puts every check beside what it checked, and the others beside the file', () => {
    const checks = [
      { name: 'luadb.md5:script.bin', ok: false, detail: 'x' },
      { name: 'soc.chip', ok: true, detail: '' },
      { name: 'archive.open:elsewhere', ok: true, detail: '' },
    ];
    const tree = partsTree(inspection({ checks }));
    expect(tree.nodes[0]?.checks.map(({ name }) => name)).toEqual(['luadb.md5:script.bin']);
    expect(tree.checks.map(({ name }) => name)).toEqual(['soc.chip', 'archive.open:elsewhere']);
    expect(tree.nodes.map(hasFailure)).toEqual([true]);
  });

  it('is the list of parts where the core names no members', () => {
    expect(outline(partsTree(inspection({})).nodes)).toEqual(['script.bin']);
  });
});
