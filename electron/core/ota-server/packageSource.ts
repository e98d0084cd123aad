/** Where the bytes of registered packages come from; the package library, given by the composition root. */
export interface PackageSource {
  /** Throws AppError `package.unknown`; the server checks the digest of what it gets. */
  open(sha256: string): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }>;
}
