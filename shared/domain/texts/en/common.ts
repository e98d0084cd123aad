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

/** Why a file cannot be read or written: our own tokens and the system's codes. */
export const fileProblem = {
  notRegularFile: 'it is no regular file',
  cannotBeOpened: 'it cannot be opened',
  EACCES: 'no permission',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EPERM: 'no permission',
  ENOENT: 'its folder does not exist',
};
