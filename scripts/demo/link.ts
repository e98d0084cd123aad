import type { Program, Routine, Word } from './program.ts';
import * as thumb from './thumb.ts';

const vectorWords = 48;

/** Lays a program out at `base` and encodes it: vectors, functions with literal pools, strings, command table. */
export function linkProgram(program: Program, base: number): Uint8Array {
  const routines = place(program.routines, base + vectorWords * 4, routineSize);
  const textStart = routines.end;
  const texts = place(
    [...program.texts.keys()].map((id) => ({ id })),
    textStart,
    ({ id }) => alignUp((program.texts.get(id) ?? '').length + 1),
  );
  const image = Buffer.alloc(texts.end - base + program.table.length * 12);
  const resolve = (word: Word): number => {
    if (word.kind === 'number') return word.value;
    if (word.kind === 'text') return addressOf(texts, word.id);
    return addressOf(routines, word.id) | 1;
  };
  const put = (address: number, value: number): number => image.writeUInt32LE(value >>> 0, address - base);

  writeVectors(program, (slot, word) => put(base + slot * 4, resolve(word)));
  for (const routine of program.routines) {
    const address = addressOf(routines, routine.id);
    emitRoutine(routine, address, image.subarray(address - base), resolve);
  }
  for (const [id, text] of program.texts) image.write(text, addressOf(texts, id) - base, 'latin1');
  program.table.flat().forEach((word, i) => void put(texts.end + i * 4, resolve(word)));
  return new Uint8Array(image);
}

interface Placed {
  readonly addresses: ReadonlyMap<string, number>;
  readonly end: number;
}

function place<T extends { readonly id: string }>(
  items: readonly T[],
  start: number,
  size: (item: T) => number,
): Placed {
  const addresses = new Map<string, number>();
  let at = start;
  for (const item of items) {
    addresses.set(item.id, at);
    at += size(item);
  }
  return { addresses, end: at };
}

function addressOf(placed: Placed, id: string): number {
  const address = placed.addresses.get(id);
  if (address === undefined) throw new Error(`demo firmware refers to ${id}, which does not exist`);
  return address;
}

/** Initial stack pointer, then handlers: the head of every Cortex-M image. */
function writeVectors(program: Program, put: (slot: number, word: Word) => void): void {
  put(0, { kind: 'number', value: 0x0047_f000 });
  for (let slot = 1; slot < vectorWords; slot += 1) {
    const routine = program.routines[slot * 3];
    put(slot, routine === undefined ? { kind: 'number', value: 0 } : { kind: 'code', id: routine.id });
  }
}

function codeSize(routine: Routine): number {
  const sizes = { call: 4, literal: 2 } as const;
  return routine.steps.reduce(
    (sum, step) => sum + (step.kind === 'halfwords' ? step.values.length * 2 : sizes[step.kind]),
    0,
  );
}

function routineSize(routine: Routine): number {
  const literals = routine.steps.filter((step) => step.kind === 'literal').length;
  return alignUp(codeSize(routine)) + literals * 4;
}

function emitRoutine(routine: Routine, address: number, out: Buffer, resolve: (word: Word) => number): void {
  let at = 0;
  let pool = alignUp(codeSize(routine));
  const halfword = (value: number): void => {
    at = out.writeUInt16LE(value, at);
  };
  for (const step of routine.steps) {
    if (step.kind === 'halfwords') step.values.forEach(halfword);
    else if (step.kind === 'call') {
      const target = resolve({ kind: 'code', id: step.target }) & ~1;
      thumb.branchWithLink(address + at, target).forEach(halfword);
    } else {
      // The PC of a literal load reads as the next word boundary behind the instruction.
      halfword(thumb.loadLiteral(step.register, (pool - ((at + 4) & ~3)) / 4));
      out.writeUInt32LE(resolve(step.word) >>> 0, pool);
      pool += 4;
    }
  }
}

function alignUp(size: number): number {
  return (size + 3) & ~3;
}
