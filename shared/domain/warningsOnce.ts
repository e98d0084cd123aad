/** What is told of a package, said once. */

interface Told<W> {
  readonly warnings: readonly W[];
  readonly notCovered: readonly { readonly role: string }[];
}

/** Warnings without the one that the list of what is left out says better: both tell of the same boot loader. */
export function warningsOnce<W extends { readonly code: string }>({ warnings, notCovered }: Told<W>): W[] {
  const bootloader = notCovered.some(({ role }) => role === 'bootloader');
  return warnings.filter(({ code }) => code !== 'bootloaderNotCovered' || !bootloader);
}
