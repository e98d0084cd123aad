/** What `buildOne.ts` is told and answers; both travel as JSON. */

/** A file as users bring it, or the bare bytes of one image. */
export type Source =
  | { readonly file: string }
  | { readonly imageFile: string; readonly chip: 'ec618' | 'ec7xx' | 'uis8910' };

export interface BuildRow {
  readonly old: Source | null;
  readonly fresh: Source;
  readonly format: string;
  readonly overrideReason?: string;
}

export interface BuildFigures {
  readonly sizeBytes: number;
  /** Built, and larger than the module takes. */
  readonly isTooLarge: boolean;
  /** From two opened files to the proved package, threads included. */
  readonly ms: number;
  /** Of all threads together: on a machine with other work to do, this says more than `ms`. */
  readonly cpuMs: number;
  /** Of the whole process with all its threads. */
  readonly peakMiB: number;
}
