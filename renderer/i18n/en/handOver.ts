import type { Same } from '../same.ts';
import type { handOver as original } from '../zh-CN/handOver.ts';

export const handOver: Same<typeof original> = {
  title: 'This kind of package does not travel by AT commands',
  byLuatos:
    "The LuatOS script on the module downloads it by itself (libfota, for example), or from the vendor's platform. Give the file to the platform, or one of the addresses below to the script.",
  byApplication:
    'The application on the module downloads and stores it by itself. Give the file to its server, or one of the addresses below to the application.',
  file: 'File',
  serve: 'Serve it from this computer',
  serveText:
    'Starts the OTA server and gives this package an address of its own. The module must be able to reach this computer.',
  serveNow: 'Start serving',
  served: 'Being served at these addresses.',
  toServer: 'Open the server page',
};
