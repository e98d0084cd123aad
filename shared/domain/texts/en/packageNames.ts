/** What a platform's console would object to, by the codes of shared/domain/packageNames.ts. */
export const packageName = {
  empty: 'This must not be empty.',
  length: 'It has {{found}} characters; at most {{limit}} are allowed.',
  characters: 'The character "{{found}}" is not allowed here.',
  notThreeSegments: '{{found}} is not of the form 1.2.3: three numbers with dots between them.',
  segmentTooLarge: 'The segment {{found}} is above the limit of {{limit}}.',
  runtimeSpelling: '{{found}} is how the module spells it; packages are spelled {{expected}}.',
  sentUnencoded:
    'Modules send {{found}} without encoding; spaces and characters beyond ASCII may not arrive as they are.',
  boardHasAlias:
    'Newer libraries cut the board name and ask for {{expected}} instead of {{found}}; enter both.',
  sourceMissing: 'A delta needs its source version, or it reaches modules that it was not made for.',
  sourceNotWanted: 'A full package has no source version; remove {{found}}.',
  sourceIsTarget: 'Source and target are both {{found}}.',
  noFile: 'There is no file.',
  tooManyFiles: 'There are {{found}} files; at most {{limit}} are allowed.',
  fileType: 'The type of {{file}} is not accepted; these are: {{expected}}.',
  fileTooLarge: '{{file}} has {{found}} bytes; the limit is {{limit}}.',
  fileNameNotAscii: 'The file name {{file}} may only have ASCII characters.',
  miniFileAlone: '{{file}} only works together with {{expected}}.',
};

/** Which part of what was entered a finding is about. */
export const packageNamePart = {
  name: 'name',
  version: 'version',
  sourceVersion: 'source version',
  file: 'file',
  files: 'files',
};
