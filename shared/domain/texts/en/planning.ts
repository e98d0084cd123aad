/** Preparing releases: the way over several packages, and the vendor's own tool as a second check. */
export const hopSkip = {
  unreadable: 'It cannot be read.',
  damaged: 'Its checksums are wrong.',
  notFirmware: 'It is no firmware.',
  otherChip: 'It is for another chip.',
  otherProduct: 'It is another model, variant or project, or names none.',
  notBetween: 'It is not between the two versions.',
  again: 'It is the same file as another one.',
};
/** What FotaToolkit made of one image. */
export const toolkit = {
  equal: '{{name}}: restored as in the new firmware ({{found}}…).',
  differs: '{{name}}: differs, expected {{expected}}…, but restored {{found}}…',
  failed: '{{name}}: failed with exit code {{exitCode}}.',
  noOutput: '{{name}}: the tool ended without writing an image.',
  notStarted: '{{name}}: the tool could not be started.',
  timeout: '{{name}}: the tool took too long and was ended.',
  cancelled: '{{name}}: cancelled.',
};
export const event = {
  hops: {
    fits: '{{from}} to {{to}} fits: {{sizeBytes}} bytes',
    tooLarge: '{{from}} to {{to}} is too large: {{sizeBytes}} of {{limitBytes}} bytes',
    refused: '{{from}} to {{to}} is not possible ({{error}})',
  },
  toolkit: { restored: 'FotaToolkit was asked to restore {{name}}: {{result}}' },
};
export const verdict = {
  hops: {
    direct: 'The direct package fits; no hop is needed.',
    hops: 'A way was found: {{count}} packages, one after the other.',
    none: 'No way over the {{count}} releases between fits.',
    cancelled: 'The search was cancelled; packages that were built are kept.',
    interrupted: 'Airdock ended during the search; packages that were built are kept.',
  },
  secondCheck: {
    equal: 'FotaToolkit restores the new firmware as well: {{images}} image(s).',
    differs: 'The second check with FotaToolkit did not succeed ({{images}} image(s)).',
    cancelled: 'The second check was cancelled.',
    interrupted: 'Airdock ended during the second check.',
  },
};
export const phase = { secondCheck: 'Restoring with FotaToolkit' };
