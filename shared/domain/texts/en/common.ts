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

/** What does not fit in an input, by token; see shared/domain/inputProblem.ts. */
export const inputProblem = {
  missing: 'it is missing',
  notValid: 'it does not fit',
  tooLong: 'too long; most characters',
  tooShort: 'too short; fewest characters',
  tooMany: 'too many; at most',
  tooFew: 'too few; at least',
  tooLarge: 'too large; at most',
  tooSmall: 'too small; at least',
  multipleOf: 'it should be a multiple',
  unknownField: 'it has an unknown field',
  choice: 'it should be one of the choices',
  form: 'it has the wrong form',
  hostPort: 'it should be a host, or a host with its port',
  notZero: 'it must not be 0',
  oneLine: 'it must be one line',
  growing: 'each should be larger than the one before',
  lastShare: 'the last one should be 100',
  beginsBeforeEnd: 'it should begin before it ends',
  openId: 'this number is in use',
  notMessage: 'it is not a message of this protocol',
  notPacket: 'it is not a packet',
  notJson: 'it is not valid JSON',
  binary: 'it should be text, not binary',
  type: {
    string: 'it should be a text',
    number: 'it should be a number',
    int: 'it should be a whole number',
    boolean: 'it should be true or false',
    array: 'it should be a list',
    object: 'it should be an object',
    record: 'it should be an object',
    null: 'it should be empty',
    bigint: 'it should be a whole number',
    date: 'it should be a date',
    nan: 'it should be a number',
    undefined: 'it should not be there',
    never: 'it should not be there',
  },
};
