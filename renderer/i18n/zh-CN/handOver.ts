export const handOver = {
  title: '这种升级包不走 AT 指令',
  byLuatos:
    '模块上的 LuatOS 脚本自己下载升级包（例如用 libfota），或从厂商平台取得。把文件交给平台，或把下面的地址交给脚本。',
  byApplication: '模块上的应用程序自己下载升级包并写入。把文件交给它的服务器，或把下面的地址交给它。',
  file: '文件',
  serve: '由这台电脑提供下载',
  serveText: '启动 OTA 服务器并给这个包一个固定的下载地址。模块必须能访问这台电脑。',
  serveNow: '开始提供',
  served: '正在提供下载，地址如下。',
  toServer: '打开服务器页',
};
