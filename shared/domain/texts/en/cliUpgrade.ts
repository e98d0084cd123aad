/** Texts of the verb upgrade for what other vendors' modules need. */
export const cliUpgrade = {
  imageSaved: 'Image: {{path}} ({{sizeBytes}} bytes, SHA-256 {{sha256}})',
  option: {
    component: 'with --way local: component of the MCU and what it runs, declared before asking',
    undeclared: 'with --way local: only save the image; the platform is not told',
  },
  usage: { badComponent: 'A component is written NAME=VERSION, not {{word}}.' },
};
