import { createByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';

/** 16 MiB, the largest flash of the family, in blocks of 64 KiB. */
export const mostBlocks = 256;

export interface Piece {
  /** Place in flash that the differences are added to. */
  readonly oldPos: number;
  readonly diffs: Uint8Array;
  readonly extras: Uint8Array;
}

export interface Block {
  readonly newPos: number;
  readonly newCrc: number;
  readonly pieces: readonly Piece[];
}

interface PieceHead {
  readonly oldPos: number;
  readonly diffBytes: number;
  readonly extraBytes: number;
}

/** The blocks of an unpacked bundle in their listed order, each piece with its bytes (luat-formats 6.2). */
export function readBundle(plain: Uint8Array): Block[] {
  const cursor = createByteCursor(plain);
  const count = cursor.u32('bundle.blockCount');
  if (count > mostBlocks) throw fault('bundle.blockCount', 0, `at most ${mostBlocks}`, String(count));
  const heads = Array.from({ length: count }, () => {
    const newPos = cursor.u32('block.newPos');
    const newCrc = cursor.u32('block.newCrc');
    return { newPos, newCrc, pieces: readPieces() };
  });
  const all = heads.flatMap(({ pieces }) => pieces);
  const sum = (count: (piece: PieceHead) => number): number =>
    all.reduce((total, piece) => total + count(piece), 0);
  const diffs = cursor.section(
    sum(({ diffBytes }) => diffBytes),
    'bundle.diffs',
  );
  const extras = cursor.section(
    sum(({ extraBytes }) => extraBytes),
    'bundle.extras',
  );
  if (cursor.remaining > 0) {
    throw fault('bundle.trailing', cursor.offset, 'nothing', `${cursor.remaining} bytes`);
  }
  return heads.map(({ newPos, newCrc, pieces }) => ({
    newPos,
    newCrc,
    pieces: pieces.map(({ oldPos, diffBytes, extraBytes }) => ({
      oldPos,
      diffs: diffs.bytes(diffBytes, 'piece.diffs'),
      extras: extras.bytes(extraBytes, 'piece.extras'),
    })),
  }));

  function readPieces(): PieceHead[] {
    const at = cursor.offset;
    const pieces = cursor.u32('block.pieceCount');
    const most = Math.floor(cursor.remaining / 12);
    if (pieces > most) throw fault('block.pieceCount', at, `at most ${most}`, String(pieces));
    return Array.from({ length: pieces }, () => ({
      oldPos: cursor.u32('piece.oldPos'),
      diffBytes: cursor.u32('piece.diffBytes'),
      extraBytes: cursor.u32('piece.extraBytes'),
    }));
  }
}

function fault(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}
