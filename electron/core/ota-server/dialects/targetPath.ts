/**
 * The path of a target: scheme and authority of an absolute form removed, cut at the first `?` or `#`. Nothing is decoded and no
 * dot segments are resolved, because no path ever reaches a file system.
 */
export function targetPath(target: string): string {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(target);
  const [path = ''] = target.slice(origin?.[0].length ?? 0).split(/[?#]/, 1);
  return path === '' ? '/' : path;
}
