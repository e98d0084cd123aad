import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JournalFilter, type JournalRow, journalRowSchema } from '../../../shared/contract/journal.ts';
import { type Recording, recordingSchema } from '../../../shared/contract/report.ts';
import { AppError } from '../../../shared/errors.ts';
import { matchesRecorded } from './matchesRecorded.ts';

/** Where a row begins; one about every 256 rows, so that a page of a long recording is near. */
interface Block {
  readonly seq: number;
  readonly offset: number;
}

export interface RecordingWriter {
  /** Rows in order; their sequence numbers rise. */
  add(rows: readonly JournalRow[]): Promise<void>;
  /** Moves it into the list. */
  finish(about: RecordingAbout): Promise<Recording>;
  abandon(): Promise<void>;
}

export type RecordingAbout = Omit<Recording, 'id' | 'rows' | 'lastSeq' | 'fromMs' | 'toMs' | 'ports'>;

export interface Recordings {
  list(): Promise<readonly Recording[]>;
  /** Throws `report.unknownRecording` {id}. */
  get(id: string): Promise<Recording>;
  begin(): Promise<RecordingWriter>;
  read(
    id: string,
    filter: JournalFilter,
    fromSeq: number,
    limit: number,
    passes?: (row: JournalRow) => boolean,
  ): Promise<JournalRow[]>;
  /** Every row in order. */
  all(id: string): AsyncGenerator<JournalRow>;
  remove(id: string): Promise<void>;
  onChange(listener: () => void): () => void;
}

const rowsPerBlock = 256;

/** A folder per recording: `about.json`, `rows.jsonl`, `blocks.json`. A half-written one has a name of its own and never shows. */
export function createRecordings(folder: string): Recordings {
  dropHalves(folder);
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const get = async (id: string): Promise<Recording> => {
    const found = await aboutOf(join(folder, id));
    if (found === null || !/^[0-9a-f]{16}$/.test(id)) throw new AppError('report.unknownRecording', { id });
    return found;
  };

  async function* rowsFrom(id: string, fromSeq: number): AsyncGenerator<JournalRow> {
    await get(id);
    const offset = (await blocksOf(join(folder, id))).findLast(({ seq }) => seq <= fromSeq)?.offset ?? 0;
    let rest = '';
    for await (const piece of createReadStream(join(folder, id, 'rows.jsonl'), {
      start: offset,
      encoding: 'utf8',
    })) {
      const lines = (rest + String(piece)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const row = rowOf(line);
        if (row !== null && row.seq >= fromSeq) yield row;
      }
    }
  }

  return {
    get,
    async list() {
      const names = await readdir(folder).catch((): string[] => []);
      const found = await Promise.all(
        names.filter((name) => /^[0-9a-f]{16}$/.test(name)).map((name) => aboutOf(join(folder, name))),
      );
      return found
        .flatMap((recording) => (recording === null ? [] : [recording]))
        .sort((left, right) => left.importedAtMs - right.importedAtMs || (left.id < right.id ? -1 : 1));
    },
    begin: () => beginRecording(folder, changed),
    async read(id, filter, fromSeq, limit, passes = () => true) {
      const found: JournalRow[] = [];
      for await (const row of rowsFrom(id, fromSeq)) {
        if (matchesRecorded(filter, row) && passes(row)) found.push(row);
        if (found.length >= limit) break;
      }
      return found;
    },
    all: (id) => rowsFrom(id, 1),
    async remove(id) {
      await get(id);
      await rm(join(folder, id), { recursive: true, force: true });
      changed();
    },
    onChange(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** What a crash left half written. */
function dropHalves(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (name.startsWith('.half-')) rmSync(join(folder, name), { recursive: true, force: true });
}

async function beginRecording(folder: string, changed: () => void): Promise<RecordingWriter> {
  const id = randomBytes(8).toString('hex');
  const half = join(folder, `.half-${id}`);
  await mkdir(half, { recursive: true, mode: 0o700 });
  const file = await open(join(half, 'rows.jsonl'), 'w', 0o600);
  const blocks: Block[] = [];
  const bytesOfPort = new Map<string, number>();
  const times = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY };
  let rows = 0;
  let lastSeq = 0;
  let offset = 0;
  return {
    async add(more) {
      let text = '';
      for (const row of more) {
        if (rows % rowsPerBlock === 0)
          blocks.push({ seq: row.seq, offset: offset + Buffer.byteLength(text) });
        text += `${JSON.stringify(row)}\n`;
        rows += 1;
        lastSeq = row.seq;
        times.fromMs = Math.min(times.fromMs, row.wallMs);
        times.toMs = Math.max(times.toMs, row.wallMs);
        if (row.kind !== 'serialBytes' || row.portId === undefined) continue;
        const sizeBytes = Buffer.byteLength(row.bytes, 'base64');
        bytesOfPort.set(row.portId, (bytesOfPort.get(row.portId) ?? 0) + sizeBytes);
      }
      await file.write(text, offset);
      offset += Buffer.byteLength(text);
    },
    async finish(about) {
      await file.sync();
      await file.close();
      const recording: Recording = {
        ...about,
        ...{ id, rows, lastSeq },
        ...(rows === 0 ? { fromMs: 0, toMs: 0 } : times),
        ports: [...bytesOfPort]
          .map(([portId, bytes]) => ({ portId, bytes }))
          .sort((left, right) => right.bytes - left.bytes),
      };
      await writeFile(join(half, 'blocks.json'), JSON.stringify(blocks), { mode: 0o600 });
      await writeFile(join(half, 'about.json'), JSON.stringify(recording), { mode: 0o600 });
      await rename(half, join(folder, id));
      changed();
      return recording;
    },
    async abandon() {
      await file.close().catch(() => undefined);
      await rm(half, { recursive: true, force: true });
    },
  };
}

async function aboutOf(folder: string): Promise<Recording | null> {
  try {
    const parsed = recordingSchema.safeParse(JSON.parse(await readFile(join(folder, 'about.json'), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function blocksOf(folder: string): Promise<readonly Block[]> {
  const text = await readFile(join(folder, 'blocks.json'), 'utf8').catch(() => '[]');
  const blocks: unknown = JSON.parse(text);
  return Array.isArray(blocks) ? blocks : [];
}

function rowOf(line: string): JournalRow | null {
  try {
    const parsed = journalRowSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
