/** What a module wants to know, whatever the dialect: may I have another firmware? */
export interface UpdateRequest {
  /** Name of the dialect that read it, e.g. `openluat`. */
  readonly dialect: string;
  /** Opaque: a 15-digit check would refuse real devices (platform-apis 1.1). Null: it did not say. */
  readonly identity: { readonly kind: string; readonly value: string } | null;
  /** Project key of openLuat, product id of others; in clear, and never kept. */
  readonly project: string | null;
  readonly firmwareName: string | null;
  readonly version: string | null;
  readonly coreVersion: string | null;
  /** First byte asked for; above 0 it may continue a download. */
  readonly startByte: number;
}
