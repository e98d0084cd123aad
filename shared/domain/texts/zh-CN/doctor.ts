/** Checks of this computer. */
export const doctor = {
  node: 'Node 版本',
  dataFolder: '数据目录',
  diskSpace: '磁盘剩余空间',
  serialAccess: '串口权限',
  ports: '串口',
  portDrivers: 'USB 设备的驱动',
  portServices: '会抢占端口的系统服务',
  portHolders: '占用端口的程序',
  portTwins: '没有序列号的同型模块',
  network: '模块可访问的网络地址',
  socat: '伪终端（socat）',
  secrets: '密钥存放位置',
};
/** What to do about a check. */
export const doctorAdvice = {
  noPorts:
    '检查 USB 线能否传数据（有的只能充电）、模块是否已上电开机、设备管理器或 lsusb 里有没有它；WSL 和虚拟机要先把 USB 设备接进去。',
  notInGroup: '执行 sudo usermod -aG {{group}} {{user}}，然后注销并重新登录。',
  notActive: '你已在 {{group}} 组里，注销并重新登录后生效。',
  ownerOnly:
    '系统只允许所有者打开 {{path}}。添加 udev 规则 SUBSYSTEM=="tty", GROUP="dialout", MODE="0660"，再重新插拔。',
  driverLinux:
    '{{usb}} 没有对应的端口。执行 sudo modprobe {{driver}}；如果仍没有，看 dmesg，多半是 brltty 把它拿走了。',
  driverNewIdLinux:
    '内核还不认识 {{usb}}。以 root 执行 modprobe option，再执行 echo {{vendor}} {{product}} > /sys/bus/usb-serial/drivers/option1/new_id。',
  driverWindows: '{{usb}} 没有装驱动。安装模块或 USB 转串口芯片厂商的驱动，再重新插拔。',
  driverProblemWindows:
    '{{usb}} 的驱动没有正常工作（{{driver}}）。在设备管理器里卸载该设备，重新插拔，或换一个 USB 口。',
  driverMac: '{{usb}} 没有对应的端口。安装厂商的驱动，并在“系统设置 > 隐私与安全性”中允许它，再重新插拔。',
  modemManager:
    'ModemManager 会向每个新插入的模块发送 AT，并占用端口几秒到几十秒。做升级时可执行 sudo systemctl stop ModemManager。',
  brltty: 'brltty 会把 CH340 当作盲文终端拿走。不用盲文终端时执行 sudo apt remove brltty，再重新插拔。',
  held: '请先在那些程序里关闭端口。',
  twins: 'Airdock 按 USB 插座区分它们。模块重启期间不要调换插座；给它们起名前先识别。',
};
