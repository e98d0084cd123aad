/** Short words that several places share. */
export const outcome = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  unproven: 'Not proven',
  interrupted: 'Interrupted',
};
export const versionSource = {
  strings: 'from the image',
  header: 'from the header',
  fileName: 'from the file name',
  infoJson: 'from info.json',
  user: 'entered by hand',
};
export const settingSource = { readBack: 'read back', sentOnly: 'sent, not read back', unknown: 'unknown' };
