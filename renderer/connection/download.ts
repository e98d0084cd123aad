/** Where the local host hands out a package of the library. */
export function packageDownloadUrl(sha256: string): string {
  return `/download/package/${sha256}`;
}

/** Where it hands out the image that an upgrade job took out of a module. */
export function imageDownloadUrl(jobId: string): string {
  return `/download/image/${encodeURIComponent(jobId)}`;
}
