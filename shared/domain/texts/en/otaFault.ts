/** Faults that the OTA server can be set to, each with the failure of the field that it reproduces. */
export const otaFault = {
  delay: {
    name: 'Late first byte',
    field:
      'The platform builds the package while the module waits; the module runs into its timeout (libfota 180 s, libfota2 300 s).',
  },
  slowHeader: {
    name: 'Head in pieces',
    field:
      'A loader that expects the whole head in its first read (often 512 bytes) finds no length and gives up.',
  },
  throttle: {
    name: 'Slow link',
    field: 'Weak signal or NB-IoT: the download outlives the timeout of the module.',
  },
  cut: {
    name: 'Cut off',
    field: 'The radio link breaks in the middle of a download; the module has to resume, or hangs.',
  },
  wrongLength: {
    name: 'Wrong length',
    field:
      'A proxy or a file exchanged meanwhile: the promised length is not what comes; the module waits, or keeps a short file.',
  },
  ignoreRange: {
    name: 'Range ignored',
    field:
      'A web host answers a resume with the whole file; LuatOS until January 2025 appended it, and the package was damaged.',
  },
  chunked: {
    name: 'Chunked',
    field:
      'A proxy sends without a length; FOTA clients do not take chunks, and some LuatOS builds around the turn of 2025/26 crashed on them.',
  },
  status: {
    name: 'Error status',
    field: 'The platform or a gateway is overloaded; the newest modules show only -9.',
  },
  empty: {
    name: 'Empty 200',
    field: 'An empty file was uploaded; libfota reports failure 4.',
  },
  building: {
    name: 'Code 43',
    field:
      'The platform is still making the differential package; AT modules show -1003 at once, the 8910 asks again every 30 s.',
  },
  corrupt: {
    name: 'Damaged byte',
    field: 'One byte is damaged on the way; the module has to refuse the package by its own check.',
  },
  redirect: {
    name: 'Redirect',
    field:
      'The file has moved to object storage; LuatOS does not follow, the 8910 asks the new address for ever after.',
  },
};
