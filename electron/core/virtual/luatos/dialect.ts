import { AppError } from '../../../../shared/errors.ts';
import type { VirtualDialect } from '../dialect.ts';
import { checkKnobs, createKnobStore } from '../knobs/store.ts';
import { createLuatosModule } from './createModule.ts';
import { luatosKnobs } from './knobs.ts';
import { isSoc, readSoc } from './socFile.ts';

/** A LuatOS module: no OTA command, a log port, and a script that asks an openLuat-like server (platform-apis 1). */
export const luatosLog: VirtualDialect = {
  id: 'luatos-log',
  chip: 'ec618',
  fileEndings: ['.soc', '.bin'],
  knobs: luatosKnobs,
  presets: [
    { id: 'luatosNoKey', knobs: { productKey: '' } },
    { id: 'luatosGluedUrl', knobs: { library: 'libfota2', customUrl: 'http://127.0.0.1:8080/upgrade' } },
    { id: 'luatosLuaError', knobs: { luaError: "main.lua:42: attempt to index a nil value (global 'led')" } },
    { id: 'luatosWatchdog', knobs: { hangAfterMs: 5000 } },
  ],
  async create(options) {
    const { firmware, fileName } = options;
    const read = isSoc(firmware) ? await readSoc(firmware) : { script: firmware };
    if (typeof read === 'string') throw new AppError('virtual.badFirmware', { fileName, reason: read });
    const knobs = createKnobStore(luatosKnobs, checkKnobs(luatosKnobs, options.knobs ?? {}));
    return createLuatosModule(options, read, knobs);
  },
};
