/** The verbs request, token, lua, publish and onenet. */
export const cliOta = {
  verb: {
    request: 'send the request of a client to any server and explain the answer; without FORM: list them',
    token: 'make or check a OneNET token',
    lua: 'print a script for libfota2 with an own server',
    publish:
      'write a package and its manifest into a folder for a web host; with --url: fetch it back and judge the host',
  },
  option: {
    server: 'address of the server, with or without a path',
    field: 'a value of the request; may be given more than once',
    keep: 'bytes of the answer to keep for a look',
    res: 'resource: products/PID, products/PID/devices/NAME or userid/UID',
    et: 'end of validity, seconds since 1970; default: in a year',
    method: 'hash of the signature',
    'token-version': 'version of the token',
    unescaped: 'leave resource and signature unescaped, as many devices do',
    bytes: 'show request and answer byte by byte instead of an explanation',
    direct: 'fetch exactly this address (###) instead of letting the library add its parameters',
  },
  request: {
    forms: 'Form',
    needs: 'Needs',
    sent: 'Sent to {{host}}:{{port}}: {{bytes}}',
    answer: 'Answer',
    body: 'Body: {{bytes}}, SHA-256 {{sha256}}, {{ending}}, {{ms}} ms',
    ending: {
      complete: 'complete',
      closedEarly: 'closed early',
      timeout: 'time was up',
      reset: 'connection reset',
      tooLarge: 'too large',
    },
  },
  token: {
    good: 'The token is genuine and valid.',
    formGood: 'The form is right; give --key to check the signature.',
    bad: '{{field}}: {{fault}} ("{{value}}")',
  },
  publish: {
    written: 'Written: {{path}}',
    upload: 'Put both files on a web host, then run again with --url to check it.',
    good: 'Modules can upgrade from this address.',
    bad: 'Modules would fail at this address; see above.',
  },
};
