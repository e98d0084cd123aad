import { createHash } from 'node:crypto';
import type { DeltaFormat } from '../../../../shared/contract/delta.ts';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { type Way, waysOfSource } from '../../../../shared/contract/upgrade.ts';
import { formatsOfWay } from '../../../../shared/domain/deliveryFormats.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { JobContext } from '../../jobs/jobContext.ts';
import type { UpgradeDelivery } from '../../modem/upgrade/runUpgrade.ts';
import { buildPackage } from '../buildPackage.ts';
import type { Files } from '../files.ts';
import type { CoreParts } from '../handlers.ts';
import { productOf } from './product.ts';
import type { UpgradeRequest } from './request.ts';
import { saveImage } from './saveImage.ts';
import type { Serving } from './serving.ts';

/** What an upgrade brings: a package that Airdock knows inside out, or something that only its vendor knows. */
export type Cargo =
  | { readonly kind: 'package'; readonly manifest: PackageManifest }
  | { readonly kind: 'url'; readonly url: string; readonly newVersion: string | undefined }
  | {
      readonly kind: 'raw';
      readonly bytes: Uint8Array;
      readonly fileName: string;
      readonly sha256: string;
      readonly newVersion: string | undefined;
    }
  | { readonly kind: 'plan'; readonly asks: boolean; readonly newVersion: string | undefined }
  | {
      readonly kind: 'image';
      readonly source: Extract<UpgradeRequest['source'], { kind: 'image' }>;
      readonly newVersion: string | undefined;
    };

/** @throws AppError delta.unsupportedFormat {format} */
export function checkFormat(format: DeltaFormat, way: Way): void {
  if (!formatsOfWay[way].includes(format)) throw new AppError('delta.unsupportedFormat', { format });
}

/** @throws AppError rpc.invalidInput: a source that does not go this way */
export function checkWay({ source, way }: Pick<UpgradeRequest, 'source' | 'way'>): void {
  const ways = waysOfSource[source.kind];
  if (ways.includes(way)) return;
  const reason = `choice:${ways.join(' | ')}`;
  throw new AppError('rpc.invalidInput', { member: 'upgrade.start', path: 'way', reason });
}

/** Builds, reads or names it. Throws what building and reading throw. */
export async function cargoOf(
  parts: CoreParts,
  files: Files,
  { source }: UpgradeRequest,
  context: JobContext,
): Promise<Cargo> {
  switch (source.kind) {
    case 'package':
      return { kind: 'package', manifest: (await parts.library.get(source.sha256)).manifest };
    case 'files': {
      context.stage('build');
      const progress = { signal: context.signal, onProgress: context.progress };
      const manifest = await buildPackage(parts, files, source, progress);
      context.event('upgrade.packageBuilt', { sizeBytes: manifest.sizeBytes });
      return { kind: 'package', manifest };
    }
    case 'url':
      return { kind: 'url', url: source.url, newVersion: source.newVersion };
    case 'raw': {
      const { bytes, fileName } = await files.read(source.file);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { kind: 'raw', bytes, fileName, sha256, newVersion: source.newVersion };
    }
    case 'plan':
      return { kind: 'plan', asks: source.ask ?? true, newVersion: source.newVersion };
    case 'image':
      return { kind: 'image', source, newVersion: source.newVersion };
  }
}

/** Digest and size of what goes out over HTTP from here; null where nothing does. */
export function servedFile(cargo: Cargo): { readonly sha256: string; readonly sizeBytes: number } | null {
  if (cargo.kind === 'package') return cargo.manifest;
  return cargo.kind === 'raw' ? { sha256: cargo.sha256, sizeBytes: cargo.bytes.length } : null;
}

/** How it goes out; `serving` is there for a package over HTTP. */
export async function deliveryOf(
  parts: Pick<CoreParts, 'library' | 'dataFolder' | 'settings'>,
  cargo: Cargo,
  request: UpgradeRequest,
  serving: Serving | null,
  context: JobContext,
): Promise<UpgradeDelivery> {
  const { library, dataFolder } = parts;
  const saveUrl = request.saveUrl === true;
  switch (cargo.kind) {
    case 'url':
      return { kind: 'http', url: cargo.url, saveUrl };
    case 'raw':
      if (serving !== null) return { kind: 'http', url: serving.url, saveUrl };
      return { kind: 'serial', packageBytes: cargo.bytes };
    case 'plan':
      return { kind: 'cloud', asks: cargo.asks, ...(await productOf(parts, request)) };
    case 'image': {
      const { ask = true, component, declare = true, path } = cargo.source;
      const take = saveImage({ dataFolder, context, path });
      return {
        ...{ kind: 'local', asks: ask, declare, take },
        ...(component === undefined ? {} : { component }),
        ...(await productOf(parts, request)),
      };
    }
    case 'package': {
      if (serving !== null) return { kind: 'http', url: serving.url, saveUrl };
      const { bytes } = await library.get(cargo.manifest.sha256);
      return { kind: 'serial', packageBytes: barePar(bytes, cargo.manifest) };
    }
  }
}

/** AT+UARTUPGRADE takes the bare delta.par (luat-formats 4.1): the wrapper is ten bytes in front of it. */
function barePar(bytes: Uint8Array, { format }: PackageManifest): Uint8Array {
  if (format === 'ec618-par') return bytes;
  if (format === 'ec618-at') return bytes.subarray(10);
  throw new AppError('delta.unsupportedFormat', { format });
}
