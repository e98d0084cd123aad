/** Short words that several places share. */
export const common = {
  outcome: {
    succeeded: 'Succeeded',
    failed: 'Failed',
    cancelled: 'Cancelled',
    unproven: 'Not proven',
    interrupted: 'Interrupted',
  },
  versionSource: {
    strings: 'from the image',
    fileName: 'from the file name',
    infoJson: 'from info.json',
    user: 'entered by hand',
  },
  settingSource: { readBack: 'read back', sentOnly: 'sent, not read back', unknown: 'unknown' },
};
