import { AppError } from '../../../shared/errors.ts';
import type { VirtualDialect } from './dialect.ts';
import { ec7xxAt } from './ec7xx/dialect.ts';
import { ec618At } from './ec618/dialect.ts';
import { luatosLog } from './luatos/dialect.ts';
import { onemoLwm2m } from './onemo/dialect.ts';
import { quectelDfota } from './quectel/dialect.ts';
import { quecthing } from './quecthing/dialect.ts';
import { simcomA76xx } from './simcom/dialect.ts';
import { uis8910At } from './uis8910/dialect.ts';

/** Every kind of virtual module, in the order in which a person shall see them. */
export const virtualDialects: readonly VirtualDialect[] = [
  ec618At,
  ec7xxAt,
  uis8910At,
  luatosLog,
  quecthing,
  quectelDfota,
  onemoLwm2m,
  simcomA76xx,
];

/** @throws AppError `virtual.unknownDialect` {dialect, known} */
export function dialectOf(id: string): VirtualDialect {
  const found = virtualDialects.find((dialect) => dialect.id === id);
  if (found !== undefined) return found;
  const known = virtualDialects.map((dialect) => dialect.id).join(', ');
  throw new AppError('virtual.unknownDialect', { dialect: id, known });
}
