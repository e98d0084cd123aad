/** What bounds an EC618 core delta. */
export const ec618Limits = {
  /** The module's delta zone, 480 KiB: AT firmware downloads more to 100 % and then answers -1003 (luat-formats 5.9, 5.8). */
  packageBytes: 480 * 1024,
  /** NEW bytes per part, and the module's backup block (luat-formats 5.3). */
  partBytes: 32 * 1024,
  /** The number of parts is one byte of the package header (luat-formats 5.2). */
  imageBytes: 255 * 32 * 1024,
} as const;
