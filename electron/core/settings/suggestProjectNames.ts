/** The vendor's default projects for AT firmware, by chip (at-commands 1.4). */
const defaultProjects = [
  { name: 'Air7XXE标准模块', chip: /^ec618/i },
  { name: 'Air7XXF标准模块', chip: /^ec7(xx|1[68])/i },
  { name: 'Air72XUX标准模块', chip: /8910/ },
] as const;

/**
 * Names to offer for a new project: the default project of a chip, as firmware or modem name it (`ec618`, `EC718P`, `ec7xx`,
 * `uis8910`, `RDA8910`); all of them when the chip has none or is not known.
 */
export function suggestProjectNames(chip: string | null): readonly string[] {
  const own = defaultProjects.filter((project) => chip !== null && project.chip.test(chip));
  return (own.length > 0 ? own : defaultProjects).map((project) => project.name);
}
