import SevenZip from '7z-wasm';

/** A member by path; a `link` member becomes a symbolic link to that target. */
export interface SevenZipMember {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly link?: string;
}

/** A 7z archive of 7-Zip's own making, members in the given order; `args` are extra switches such as `-psecret`. */
export async function buildSevenZip(
  members: readonly SevenZipMember[],
  args: readonly string[] = [],
): Promise<Uint8Array> {
  const sevenZip = await SevenZip({ print: () => {}, printErr: () => {} });
  sevenZip.FS.mkdir('/work');
  sevenZip.FS.chdir('/work');
  for (const { path, bytes, link } of members) {
    path
      .split('/')
      .slice(0, -1)
      .reduce((parent, part) => makeFolder(sevenZip.FS, `${parent}${part}/`), '');
    if (link === undefined) sevenZip.FS.writeFile(path, bytes ?? new Uint8Array());
    else sevenZip.FS.symlink(link, path);
  }
  const paths = members.map((member) => member.path);
  // No times and attributes, one thread: the same input gives the same archive on every machine.
  const fixed = ['-mx=9', '-mtm=off', '-mtc=off', '-mta=off', '-mmt=1', '-snl'];
  sevenZip.callMain(['a', '-t7z', ...fixed, ...args, '/out.7z', ...paths]);
  return sevenZip.FS.readFile('/out.7z');
}

function makeFolder(
  fs: { mkdir(path: string): unknown; readdir(path: string): string[] },
  path: string,
): string {
  try {
    fs.readdir(path);
  } catch {
    fs.mkdir(path);
  }
  return path;
}
