/** Where the local host hands out a package of the library. */
export function packageDownloadUrl(sha256: string): string {
  return `/download/package/${sha256}`;
}
