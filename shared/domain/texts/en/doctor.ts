/** Checks of this computer. */
export const doctor = {
  node: 'Node version',
  dataFolder: 'Data folder',
  diskSpace: 'Free disk space',
  serialAccess: 'Permission for serial ports',
  ports: 'Serial ports',
  network: 'Network addresses that a module could reach',
  socat: 'Pseudo-terminals (socat)',
  secrets: 'Where keys are kept',
};
