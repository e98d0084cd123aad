/** Texts of the terminal: sequences, and the verbs terminal and at. */
export const sequence = {
  unknownDirective: 'there is no such directive',
  badNumber: 'a number is missing or out of range',
  badHex: 'bytes are written as pairs of digits, for example 41 54 0D',
  missingText: 'the text to wait for is missing',
  tooLong: 'the line or the sequence is too long',
  empty: 'there is nothing to send',
};
export const cliTerminal = {
  verb: {
    terminal:
      'talk to a port, typed or piped; @wait, @expect, @hex and the other directives of sequences work too',
    at: 'send AT lines and show the answers; bytes with --hex, a file of steps with --sequence',
  },
  option: {
    hex: 'at: the words are bytes in hexadecimal; terminal: show bytes instead of lines',
    sequence: 'file of lines to send, with @wait, @expect, @hex, @timeout, @repeat and @continue',
    ending: 'what ends a line that is sent',
    baud: 'baud rate',
    listen: 'milliseconds to go on listening after the last line',
  },
  usage: { badSequence: 'The sequence cannot be used. {{why}}' },
  sequence: {
    problem: "Line {{line}}, '{{text}}': {{why}}.",
    done: 'Sequence {{name}} done.',
    refused:
      'Sequence {{name}}: {{problems}} steps did not go as wanted; it ended at step {{step}} of {{steps}}.',
    stopped: 'Sequence {{name}} stopped at step {{step}} of {{steps}}.',
    failed: 'Sequence {{name}} broke off at step {{step}} of {{steps}}.',
  },
  terminal: { begin: 'Lines are sent with Enter; @quit or Ctrl-C ends.' },
  at: {
    fullWidth:
      'Full-width characters found ({{found}}); modules do not take them. Meant was perhaps: {{corrected}}',
  },
};
