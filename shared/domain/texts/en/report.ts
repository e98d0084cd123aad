/** Handing over: recordings, bundles, certificates. */
const logFormat = {
  luatools: 'log of LuaTools',
  sscom: 'log of SSCOM',
  llcom: 'log of llcom',
  generic: 'log with times',
  untimed: 'log without times',
};
const recordingTimes = {
  dated: 'dates and times are known',
  timeOfDay: 'the log has no date, so times are relative',
  relative: 'the log counts from an unknown start, so times are relative',
  none: 'the log has no times, only an order',
};
const logProblem = {
  undecodable: '{{count}} lines hold bytes outside the encoding (first: line {{line}})',
  beforeFirstTime: '{{count}} lines stand before the first time (first: line {{line}})',
  timeBackwards: 'time goes back {{count}} times (first: line {{line}})',
  badHex: '{{count}} lines of HEX are damaged and kept as text (first: line {{line}})',
  tooLong: '{{count}} lines were too long and cut (first: line {{line}})',
  binary: 'binary data in {{count}} places (first: line {{line}})',
};
const pseudonym = {
  imei: 'IMEI',
  imsi: 'IMSI',
  iccid: 'ICCID',
  phone: 'phone number',
  key: 'key',
  token: 'token',
  coordinate: 'coordinate',
};
const condition = {
  banner: 'the line at the start tells the chip',
  version: 'the name of the version tells the model',
  logLines: 'the way its log is written',
  command: 'the commands that were used',
  portLost: 'the port vanished at a restart',
  noEcho: 'the module does not echo commands',
  simMissing: 'there was no SIM card',
  notRegistered: 'it was not registered',
  refused: 'the module refused the package',
  storeFailed: 'writing failed',
  broken: 'the download broke off',
  oldAfterReboot: 'the old version still ran after the restart',
  code: 'the code that the module gave',
  signal: 'the signal that the module reported',
};
const certificate = {
  title: 'Certificate of a module upgrade',
  imei: 'IMEI of the module',
  from: 'Version before',
  to: 'Version after',
  package: 'Digest of the package (SHA-256)',
  way: 'Way of the upgrade',
  started: 'Begun',
  ended: 'Ended',
  duration: 'Duration',
  operator: 'Operator',
  signature: 'Signature',
  verdict: 'Verdict',
  proof: 'Proof (rows of the record, in order of time)',
  row: 'Row',
  time: 'Time',
  source: 'Source',
  words: 'Words',
  unknown: 'unknown',
  madeBy: 'Made by Airdock {{version}} at {{time}}; rows are those of the record of this computer.',
  seconds: '{{seconds}} s',
};
const certificateSource = { module: 'module', host: 'host', server: 'server', airdock: 'Airdock' };
export const groups = {
  logFormat,
  recordingTimes,
  logProblem,
  pseudonym,
  condition,
  certificate,
  certificateSource,
};
export const event = {
  report: {
    imported: '{{file}} imported: {{rows}} rows, {{problems}} places not fully readable',
    written: 'Bundle {{path}} written: {{sizeBytes}} bytes, {{places}} places replaced',
    previewed: 'Preview of a bundle: {{rows}} rows, {{places}} places would be replaced',
    opened: 'Bundle {{file}} opened: {{recordings}} recordings',
  },
  recording: { note: 'The tool says: {{text}}' },
};
export const phase = {
  report: {
    reading: 'Reading',
    gathering: 'Gathering',
    redacting: 'Taking identities out',
    packing: 'Packing',
    unpacking: 'Unpacking',
  },
};
export const verdict = {
  report: {
    imported:
      'The log was imported as a read-only recording: {{rows}} rows, {{problems}} places not fully readable.',
    written: 'The bundle was written: {{sizeBytes}} bytes, identities replaced in {{places}} places.',
    previewed: 'This is what would be written: {{rows}} rows, with identities replaced in {{places}} places.',
    opened: 'The bundle was opened: {{recordings}} read-only recordings.',
  },
};
export const cliReport = {
  verb: {
    import: "a customer's log or a report bundle as a read-only recording",
    report: 'report bundles, certificates and numbers of many upgrades',
    replay: 'a recording as a virtual module',
  },
  option: {
    encoding: 'of the log: utf-8, gb18030, utf-16le, utf-16be; found out when absent',
    'utc-offset':
      'zone of the computer that wrote the log, in minutes east of Greenwich; that of this computer when absent',
    job: 'id of a job; may be repeated',
    recording: 'id of a recording; may be repeated',
    'no-redact': 'leave identities as they are',
    'with-firmware': 'also packages, and the bytes of firmware on serial ports',
    speed: 'how many times faster than it was; default 1',
    operator: 'operator on the certificate',
    change: 'change one condition, as NAME=VALUE; may be repeated',
    conditions: 'only list the conditions found in the recording',
    like: 'start a virtual module with this firmware under the same conditions',
  },
  report: {
    recording: 'Recording {{id}}: {{rows}} rows, {{format}}, {{encoding}}; {{times}}',
    guessed: 'The log does not say who spoke: commands are told by their look',
    opened: 'Recording {{id}}: {{rows}} rows, from Airdock {{version}}',
    none: 'No recordings were imported',
    part: '{{path}}: {{size}}',
    count: '{{kind}}: {{values}} values, {{places}} places',
    sample: '{{kind}}: {{before}} → {{after}} ({{where}})',
    withheld: '{{bytes}} bytes of firmware on serial ports were blanked',
    written: '{{path}} written ({{size}})',
    replaying: 'Replayed as the virtual port {{portId}}; Ctrl-C ends it',
    condition: '{{name}} = {{value}} ({{reason}})',
    dialect: 'Kind of virtual module: {{dialect}}',
    noDialect: 'The recording does not tell what kind of module it is',
    outside: 'Serial port: {{path}}',
  },
};
