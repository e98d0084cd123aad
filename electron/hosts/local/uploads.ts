/** Files that the browser hands over: copied into the data folder, where the core finds them by id (architecture, law 9). */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../shared/errors.ts';

/** Twice the largest firmware archive known. */
export const maxUploadBytes = 128 * 1024 * 1024;
const keptForMs = 7 * 24 * 3600 * 1000;

export interface Uploads {
  /** Streams the body to `<folder>/<id>`, its name to `<id>.name`. Throws AppError file.tooLarge, file.notWritable. */
  take(request: IncomingMessage): Promise<{ readonly id: string }>;
  /** Removes what a crash cut off, and uploads older than a week. */
  clean(nowMs: number): Promise<void>;
}

export function createUploads(
  folder: string,
  randomHex: (bytes: number) => string,
  limitBytes: number = maxUploadBytes,
): Uploads {
  return {
    async take(request) {
      const name = uploadName(request.headers['x-file-name']);
      const announced = Number(request.headers['content-length'] ?? 0);
      if (announced > limitBytes) throw tooLarge(name, limitBytes);
      const id = randomHex(16);
      const path = join(folder, id);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = createWriteStream(`${path}.part`, { flags: 'wx', mode: 0o600 });
        await pipeline(request, createByteLimit(name, limitBytes), file);
        await writeFile(`${path}.name`, name, { flag: 'wx', mode: 0o600 });
        // Last: a file under its id is always whole.
        await rename(`${path}.part`, path);
        return { id };
      } catch (cause) {
        await Promise.all([rm(`${path}.part`, { force: true }), rm(`${path}.name`, { force: true })]);
        throw cause instanceof AppError ? cause : notWritable(name, cause);
      }
    },
    async clean(nowMs) {
      const names = await readdir(folder).catch((): string[] => []);
      for (const name of names) {
        const path = join(folder, name);
        const info = await stat(path).catch(() => null);
        const isOld = info !== null && nowMs - info.mtimeMs > keptForMs;
        if (isOld || name.endsWith('.part')) await rm(path, { force: true });
      }
    },
  };
}

/** The bare file name; it is only ever shown and searched for a version, never part of a path. */
export function uploadName(header: string | string[] | undefined): string {
  let name = '';
  try {
    name = decodeURIComponent(typeof header === 'string' ? header : '');
  } catch {
    // An undecodable name is as good as none.
  }
  const bare = name.split(/[/\\]/).at(-1) ?? '';
  const clean = bare.replace(/\p{Cc}/gu, '').slice(0, 255);
  return clean === '' ? 'upload' : clean;
}

function createByteLimit(name: string, limitBytes: number): Transform {
  let takenBytes = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      takenBytes += piece.length;
      if (takenBytes > limitBytes) done(tooLarge(name, limitBytes));
      else done(null, piece);
    },
  });
}

function tooLarge(path: string, limitBytes: number): AppError {
  return new AppError('file.tooLarge', { path, limitBytes });
}

function notWritable(path: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError('file.notWritable', { path, reason }, { cause });
}
