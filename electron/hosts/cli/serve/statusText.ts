/** What a running server offers, and from where modules can reach it. */
import type { Campaign } from '../../../../shared/contract/otaCampaign.ts';
import type { Publication, ServerStatus } from '../../../../shared/contract/otaServer.ts';
import { bytes } from '../format.ts';
import type { VerbContext } from '../verb.ts';
import { campaignTable } from './campaignText.ts';

export type Running = Extract<ServerStatus, { state: 'running' }>;

/** RFC 1918, shared address space, link-local and this computer itself: no public mobile network routes there. */
const localOnly =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

export const isReachableFromMobile = ({ addresses }: Running): boolean =>
  addresses.some(({ address }) => !localOnly.test(address));

export const baseUrls = ({ addresses, port }: Running): string[] =>
  addresses.map(({ address }) => `http://${address}:${port}`);

export function publicationLines(running: Running, publications: readonly Publication[]): string[] {
  return publications.flatMap(({ fileName, sizeBytes, path }) => [
    `${fileName}  ${bytes(sizeBytes)}`,
    ...baseUrls(running).map((base) => `  ${base}${path}`),
  ]);
}

export function statusLines(t: VerbContext['t'], running: Running, campaigns: readonly Campaign[]): string[] {
  const interfaces = running.addresses.map(
    ({ interfaceName }, index) => `  ${baseUrls(running)[index] ?? ''}  (${interfaceName})`,
  );
  const offered = campaigns.length === 0 ? [] : ['', ...campaignTable(t, campaigns)];
  return [
    t('cli.serve.listening'),
    ...interfaces,
    ...publicationLines(running, running.publications),
    ...offered,
  ];
}
