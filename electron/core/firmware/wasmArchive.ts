import { ArchiveReader, type LibarchiveWasm, libarchiveWasm } from 'libarchive-wasm';

/** What the guards need to know of an entry before they read it. */
export interface WasmEntry {
  readonly path: string;
  /** `File`, `Directory`, `SymbolicLink`, ... as libarchive-wasm names them. */
  readonly type: string;
  readonly hardLinkTarget: string;
  readonly encrypted: boolean;
}

/** One open archive in a WebAssembly heap of its own. */
export interface WasmArchive extends Disposable {
  /** The next entry; null at the end, which is also how libarchive says that it cannot go on: see `fault`. */
  next(): WasmEntry | null;
  /** At most `sizeBytes` of the current entry; empty at its end. Throws libarchive's error. */
  read(sizeBytes: number): Uint8Array;
  /** libarchive's last message, empty after a clean end. */
  fault(): string;
  /** True when the archive says that it is encrypted. */
  encrypted(): boolean;
  /** Size of the heap this archive lives in. */
  heapBytes(): number;
}

/**
 * Opens an archive held in memory.
 *
 * Each archive gets a fresh instance (5 ms): a heap never shrinks and libarchive-wasm leaks its buffer when a read
 * fails, so a hostile file must not leave anything behind for the next one. Once disposed nothing refers to the
 * instance and its heap goes with the next garbage collection.
 */
export async function openWasmArchive(bytes: Uint8Array): Promise<WasmArchive> {
  return wrapReader(await libarchiveWasm(), bytes);
}

/** As openWasmArchive, in a given instance; apart so that a test can watch one heap over many archives. */
export function wrapReader(wasm: LibarchiveWasm, bytes: Uint8Array): WasmArchive {
  const reader = new ArchiveReader(wasm, new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let open = true;
  return {
    next() {
      const entry = reader.nextEntry();
      if (entry === null) return null;
      return {
        path: entry.getPathname() ?? '',
        type: entry.getFiletype(),
        hardLinkTarget: entry.getHardlinkTarget() ?? '',
        encrypted: entry.isEncrypted(),
      };
    },
    read(sizeBytes) {
      const data = reader.readData(sizeBytes);
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    },
    fault: () => wasm.error_string(reader.archive) ?? '',
    encrypted: () => reader.hasEncryptedData() === true,
    heapBytes: () => heapLength(wasm),
    [Symbol.dispose]() {
      if (!open) return;
      open = false;
      reader.free();
    },
  };
}

/** The library leaves its module untyped; this is the one place that looks into it. */
function heapLength(wasm: LibarchiveWasm): number {
  const heap: unknown = wasm.module.HEAP8;
  return heap instanceof Int8Array ? heap.length : 0;
}
