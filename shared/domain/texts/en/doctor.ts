/** Checks of this computer. */
export const doctor = {
  node: 'Node version',
  dataFolder: 'Data folder',
  diskSpace: 'Free disk space',
  serialAccess: 'Permission for serial ports',
  ports: 'Serial ports',
  portDrivers: 'Drivers of USB devices',
  portServices: 'System services that take ports',
  portHolders: 'Programs that have ports open',
  portTwins: 'Modules of one make without serial numbers',
  network: 'Network addresses that a module could reach',
  socat: 'Pseudo-terminals (socat)',
  secrets: 'Where keys are kept',
};
/** What to do about a check. */
export const doctorAdvice = {
  noPorts:
    'Check that the USB cable carries data (some only charge), that the module is powered and switched on, and that Device Manager or lsusb shows it. WSL and virtual machines need the USB device handed over first.',
  notInGroup: 'Run sudo usermod -aG {{group}} {{user}}, then log out and in again.',
  notActive: 'You are in the group {{group}}; that counts from the next login. Log out and in again.',
  ownerOnly:
    'The system lets only its owner open {{path}}. Add the udev rule SUBSYSTEM=="tty", GROUP="dialout", MODE="0660", and plug it in again.',
  driverLinux:
    '{{usb}} has no port. Run sudo modprobe {{driver}}; if there is still none, look at dmesg: most likely brltty has taken it.',
  driverNewIdLinux:
    'The kernel does not know {{usb}} yet. As root run modprobe option, then echo {{vendor}} {{product}} > /sys/bus/usb-serial/drivers/option1/new_id.',
  driverWindows:
    'No driver is installed for {{usb}}. Install the one of the maker of the module or of the USB bridge, and plug it in again.',
  driverProblemWindows:
    'The driver of {{usb}} does not work ({{driver}}). Uninstall the device in Device Manager and plug it in again, or use another USB port.',
  driverMac:
    '{{usb}} has no port. Install the driver of its maker, allow it in System Settings > Privacy & Security, and plug it in again.',
  modemManager:
    'ModemManager sends AT commands to every module that is plugged in and holds its ports for seconds. For upgrades you may run sudo systemctl stop ModemManager.',
  brltty:
    'brltty takes CH340 bridges for Braille terminals. Without one, run sudo apt remove brltty and plug it in again.',
  held: 'Close the ports in those programs first.',
  twins:
    'Airdock tells them apart by their USB sockets. Do not swap sockets while a module restarts; identify them before you name them.',
};
