/** Secrets in an owner-only file: for a computer, or a door, without a store of the system. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { SecretStore } from '../../core/host.ts';
import { replaceFile } from '../../core/store/ownerOnly.ts';

const contentSchema = z.record(z.string(), z.string());

/** How values stand in the file; the desktop puts the system's encryption here. */
export interface SecretCoding {
  readonly kind: SecretStore['kind'];
  encode(value: string): string;
  /** Null when it cannot be read any more. */
  decode(stored: string): string | null;
}

const plain: SecretCoding = { kind: 'file', encode: (value) => value, decode: (stored) => stored };

/**
 * A damaged file is never overwritten: `set` and `remove` then throw AppError file.notReadable {path, reason}, because what it
 * holds cannot be had again. `get` answers null.
 */
export function createFileSecrets(path: string, coding: SecretCoding = plain): SecretStore {
  // One change after the other: two at once would each write a file without the other's secret.
  let last: Promise<unknown> = Promise.resolve();
  const change = (edit: (all: Map<string, string>) => void): Promise<void> => {
    const next = last.then(async () => {
      const all = await readAll(path);
      edit(all);
      writeAll(path, all);
    });
    last = next.catch(() => {});
    return next;
  };
  return {
    kind: coding.kind,
    async get(name) {
      await last;
      const stored = (await readAll(path).catch(() => new Map<string, string>())).get(name);
      return stored === undefined ? null : coding.decode(stored);
    },
    set: (name, value) => change((all) => all.set(name, coding.encode(value))),
    remove: (name) => change((all) => all.delete(name)),
  };
}

async function readAll(path: string): Promise<Map<string, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return new Map();
    throw new AppError('file.notReadable', { path, reason: 'cannot be opened' }, { cause });
  }
  try {
    return new Map(Object.entries(contentSchema.parse(JSON.parse(text))));
  } catch {
    // Without the parser's message: it quotes the text, which is secret.
    throw new AppError('file.notReadable', { path, reason: 'damaged' });
  }
}

function writeAll(path: string, all: ReadonlyMap<string, string>): void {
  try {
    replaceFile(path, JSON.stringify(Object.fromEntries(all)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('file.notWritable', { path, reason }, { cause });
  }
}
