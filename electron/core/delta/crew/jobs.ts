import { deflateRawSync } from 'node:zlib';
import { type GroupPack, type PackedGroup, packGroup } from '../formats/ec7xx/write/group.ts';
import { type FoundSegment, type SegmentSearch, searchSegment } from '../formats/ec7xx/write/segment.ts';
import { writeZone, type ZonePair } from '../formats/ec7xx/write/zone.ts';
import {
  type FoundPart,
  type PartPack,
  type PartSearch,
  packPart,
  searchPart,
} from '../formats/ec618/write/part.ts';
import { type BlockSearch, matchBlock } from '../formats/uis8910/write/match.ts';
import { type FotaContent, type SotaContent, writeFota, writeSota } from '../formats/xt804/write.ts';
import { encodeLzma, encodeLzmaAlone, type LzmaProps } from '../lzma/encode.ts';
import type { Piece } from '../matching/parse.ts';

/** Something to pack, and the parameters of the stream. */
interface LzmaInput {
  readonly data: Uint8Array;
  readonly props: LzmaProps;
}

/** Everything that a crew can do, by name: what it takes and what it gives. All of it is plain data that travels between threads. */
export interface JobTypes {
  lzma: { input: LzmaInput; output: Uint8Array };
  lzmaAlone: { input: LzmaInput; output: Uint8Array };
  deflatedSize: { input: Uint8Array; output: number };
  ec618Part: { input: PartSearch; output: FoundPart };
  ec618Pack: { input: PartPack; output: Uint8Array };
  ec7xxSegment: { input: SegmentSearch; output: FoundSegment };
  ec7xxGroup: { input: GroupPack; output: PackedGroup | null };
  ec7xxZone: { input: ZonePair; output: Uint8Array | null };
  uis8910Block: { input: BlockSearch; output: Piece[] };
  xt804Fota: { input: FotaContent; output: Uint8Array };
  xt804Sota: { input: SotaContent; output: Uint8Array };
}

export type JobName = keyof JobTypes;

/** Pure functions: the same input gives the same output in any thread and at any time. */
export const jobs: { readonly [N in JobName]: (input: JobTypes[N]['input']) => JobTypes[N]['output'] } = {
  lzma: ({ data, props }) => encodeLzma(data, props),
  lzmaAlone: ({ data, props }) => encodeLzmaAlone(data, props),
  deflatedSize: (data) => deflateRawSync(data).length,
  ec618Part: searchPart,
  ec618Pack: packPart,
  ec7xxSegment: searchSegment,
  ec7xxGroup: packGroup,
  ec7xxZone: writeZone,
  uis8910Block: matchBlock,
  xt804Fota: writeFota,
  xt804Sota: writeSota,
};
