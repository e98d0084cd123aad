import { corpusPath } from '../support/corpus.ts';
import type { BuildRow } from './packagesRow.ts';

/** A pair that the vendor's tool was given as well. */
export interface VendorRow extends BuildRow {
  readonly name: string;
  /** The vendor's file, or the number of bytes known from it. */
  readonly vendor: string | number;
  /** Most that ours may have of the vendor's size. */
  readonly goal: number;
}

const made = (name: string): string => corpusPath(`luat/ota_made/${name}`);
const of8910 = (name: string): string => corpusPath(`luat/uis8910/${name}`);
const pair = (old: string, fresh: string) => ({ old: { file: old }, fresh: { file: fresh } });

export const vendorRows: readonly VendorRow[] = [
  {
    name: 'r618',
    ...pair(made('r618_old.binpkg'), made('r618_new.binpkg')),
    format: 'ec618-par',
    vendor: made('r618.par'),
    goal: 0.83,
  },
  {
    name: 'syn618',
    ...pair(made('syn618_old.binpkg'), made('syn618_new.binpkg')),
    format: 'ec618-par',
    vendor: made('syn618_grow_RvsO.par'),
    goal: 1,
  },
  {
    name: 'nc618',
    ...pair(made('nc_old.binpkg'), made('nc_new.binpkg')),
    format: 'ec618-par',
    vendor: made('nearcopy618.par'),
    goal: 1,
  },
  {
    name: 'r718',
    ...pair(made('r718_old.binpkg'), made('r718_new.binpkg')),
    format: 'ec7xx',
    vendor: made('r718_nohls_zip.par'),
    goal: 1,
  },
  {
    name: 'syn718',
    ...pair(made('syn718_old_pkgmode.binpkg'), made('syn718_new_pkgmode.binpkg')),
    format: 'ec7xx',
    vendor: made('syn718_nohls.par'),
    goal: 1,
  },
  {
    name: '8910 AP',
    ...pair(of8910('CSDK_RDA8910_TMP_20210203.pac'), of8910('CSDK_RDA8910_20210514.pac')),
    format: 'uis8910',
    // The FLASH bundle in the vendor's pack; the rest of that pack is modem and NV files that ours leaves out.
    vendor: 73_775,
    overrideReason: 'bench: the application alone',
    goal: 1,
  },
  {
    name: 'W806',
    old: null,
    fresh: { file: corpusPath('luat/xt804/W806_20211206.fls') },
    format: 'xt804-fota',
    vendor: corpusPath('luat/xt804/W806_20211206_ota.img'),
    goal: 1,
  },
];
