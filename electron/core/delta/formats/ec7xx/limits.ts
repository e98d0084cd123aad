/** What bounds an EC716/EC718 core delta; every number is the module's, not ours. */
export const ec7xxLimits = {
  /** NEW bytes per segment, and the module's backup block (luat-formats 5.8). */
  segmentBytes: 0x18000,
  /** Zones of compressed sections begin at multiples of this (ec7xx-delta 4). */
  sectorBytes: 0x1000,
  /** `grpSize`: the largest zone of compressed sections (ec7xx-delta 4). */
  zoneBytes: 0x18000,
  /** `unzipGrpMaxSize`: the largest zone once unpacked, table and tail included (ec7xx-delta 4). */
  unpackedZoneBytes: 176_128,
  /** Buffer for a group as stored (ec7xx-delta 3). */
  storedGroupBytes: 130 * 1024,
  /** Buffer for a group with control and extra data unpacked (ec7xx-delta 3). */
  unpackedGroupBytes: 200 * 1024,
  /** The number of segments is one byte of the package header (luat-formats 5.2). */
  segments: 255,
  /** Length of a bzip2 block after its first run-length step (ec7xx-delta 0). */
  blockBytes: 8192,
} as const;
