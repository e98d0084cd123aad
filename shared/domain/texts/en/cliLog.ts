/** Texts of the verb log. */
export const cliLog = {
  verb: { log: 'shows, searches and exports what was recorded: serial, HTTP, jobs and actions, of any time' },
  option: {
    source:
      'who said it: at, log (a log port), http, server, job, port, user, app; may be given more than once',
    level: 'none, debug, info, warning, error; may be given more than once',
    session: 'number of a session, see airdock log list',
    outcome:
      'how the job ended: succeeded, failed, cancelled, unproven, interrupted; may be given more than once',
    since: 'not before, e.g. "2026-11-22 02:00", by the clock of this computer',
    until: 'before',
    all: 'from the beginning, not only the newest lines',
    follow:
      'log: goes on with new lines until Ctrl-C; upgrade: requests nothing, only follows an upgrade that the platform starts or that the module is at already',
    regex: 'searches for a regular expression',
    'case-sensitive': 'capitals and small letters differ',
    around: 'how many lines before and behind each hit',
    as: 'text: time, source and line; plain: the line alone; jsonl; csv: for Excel; rows: the raw record, bytes included',
    redact: 'replaces IMEI, IMSI, ICCID, phone numbers and keys, the same value by the same name',
  },
  log: {
    none: 'Nothing was recorded that fits.',
    id: 'No.',
    begun: 'Begun',
    took: 'Took',
    what: 'What',
    port: 'Port',
    module: 'Module',
    outcome: 'Outcome',
    lines: 'Lines',
    errors: 'Errors',
    bytes: 'Serial bytes',
    open: 'under way',
    kind: { job: 'Job', port: 'Port', server: 'Server', app: 'Airdock' },
    indexing: 'Building the index: row {{done}} of {{all}}',
    searching: '{{done}} of {{all}} lines searched',
    found: '{{count}} lines found.',
    written: 'Written to {{path}}: {{lines}} lines, SHA-256 {{sha256}}',
  },
};
