/** Where the local host hands out a package of the library. */
export function packageDownloadUrl(sha256: string): string {
  return `/download/package/${sha256}`;
}

/** Where it hands out the image that an upgrade job took out of a module. */
export function imageDownloadUrl(jobId: string): string {
  return `/download/image/${encodeURIComponent(jobId)}`;
}

/** Where it hands out the bundle that a job has written. */
export function bundleDownloadUrl(jobId: string): string {
  return `/download/bundle/${encodeURIComponent(jobId)}`;
}

/** Where it shows the certificate of an upgrade, to be printed. */
export function certificateUrl(jobId: string, language: string, operator: string): string {
  const query = new URLSearchParams({ language, operator });
  return `/certificate/${encodeURIComponent(jobId)}?${query.toString()}`;
}
