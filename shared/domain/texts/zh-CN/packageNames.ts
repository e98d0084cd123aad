/** What a platform's console would object to, by the codes of shared/domain/packageNames.ts. */
export const packageName = {
  empty: '不能为空。',
  length: '共 {{found}} 个字符，最多允许 {{limit}} 个。',
  characters: '这里不能使用字符“{{found}}”。',
  notThreeSegments: '{{found}} 不是 1.2.3 的形式：应为用点分隔的三个数字。',
  segmentTooLarge: '版本段 {{found}} 超过上限 {{limit}}。',
  runtimeSpelling: '{{found}} 是模块上报的写法，升级包的写法是 {{expected}}。',
  sentUnencoded: '模块发送 {{found}} 时不做编码，空格与非 ASCII 字符可能无法原样到达。',
  boardHasAlias: '较新的库会截断板名，请求的是 {{expected}} 而不是 {{found}}；请两个都填写。',
  sourceMissing: '差分包必须填写源版本，否则会下发到不匹配的模块。',
  sourceNotWanted: '整包没有源版本，请去掉 {{found}}。',
  sourceIsTarget: '源版本与目标版本都是 {{found}}。',
  noFile: '没有文件。',
  tooManyFiles: '共 {{found}} 个文件，最多允许 {{limit}} 个。',
  fileType: '不接受 {{file}} 的文件类型，可用的类型：{{expected}}。',
  fileTooLarge: '{{file}} 有 {{found}} 字节，上限为 {{limit}}。',
  fileNameNotAscii: '文件名 {{file}} 只能使用 ASCII 字符。',
  miniFileAlone: '{{file}} 必须与 {{expected}} 一起使用。',
};

/** Which part of what was entered a finding is about. */
export const packageNamePart = {
  name: '名称',
  version: '版本',
  sourceVersion: '源版本',
  file: '文件',
  files: '文件列表',
};
