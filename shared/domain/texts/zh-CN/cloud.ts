/** The cloud side of a project: what to enter in the consoles, in their own words. Longer than usual: tables of texts. */
export const cloudEntry = {
  name: '名称',
  alias: '另一个名称',
  version: '版本号',
  coreVersion: '底层版本号',
  sourceVersion: '源版本（初始版本）',
  kind: '版本包类型',
  component: '组件类型',
  url: '下载地址',
};
export const cloudKind = {
  delta: '差分包',
  full: '整包',
  FOTA: '模组固件（FOTA）',
};
export const cloudConfidence = {
  seen: '控制台截图中见过',
  documented: '文档写明',
  inferred: '推断，请在控制台核对',
  free: '自行填写',
};
export const cloudStep = {
  openluat: {
    openProject:
      '登录合宙 IoT 平台，在“我的项目”里打开这个项目的固件列表。模块须在这个项目下，移动模块要联系合宙。',
    uploadRelease: '创建固件，上传厂商发布的新版本 dfota.bin 文件。差分由平台自己生成。',
    uploadPackage: '创建固件，上传下面的文件。',
    checkName: '核对平台识别出的固件名和版本号，与下面一致；固件名必须与设备上报的完全相同。',
    chooseDevices: '打开“是否升级”，并选择升级全部设备，或填写 IMEI 列表。',
    success: '平台日志的“成功”只表示升级包已发出。模块下一次请求带着新版本，才说明已经升级。',
  },
  own: {
    putFile: '把升级包放到服务器上，让它能用纯 HTTP GET 下载，应答带 Content-Length。',
    tellUrl: '把下载地址写入模块的 URL，再触发升级。',
    success: '请求里没有版本，服务器看不出是否升级成功，要以模块自己的回答为准。',
  },
  quecthing: {
    addPackage: '在开发者中心添加版本包：组件类型选模组固件，填写源版本和目标版本，上传文件。',
    makePlan: '创建升级计划：选择产品和组件。不设黑白名单时全部设备升级；黑名单优先于白名单。',
    activate: '激活计划。激活后不能删除，只能逐个取消设备。',
    success: '设备上报的版本与目标版本一致时，平台判为升级成功。',
  },
  onenet: {
    addPackage:
      '在“远程升级 OTA”里选 FOTA 升级，添加升级包：填写名称、产品和目标版本；没有对应的厂商型号时选“其他”。',
    addDelta: '初始版本和目标版本都已存在后，再添加差分包，选“手动上传”。',
    tryFew: '先用少量设备验证，再批量升级。',
    addDevices: '在升级队列里添加设备：选初始版本，再选全部或部分设备。信号、电量和重试只是告知设备。',
    success: '设备上报目标版本，或上报步骤 201，平台才判为成功。',
  },
};
export const cloudFinding = {
  platformMakesDelta: '合宙平台自己生成差分，不需要上传 Airdock 生成的升级包；那个包用于自己的服务器或串口。',
  baseNotKnown: '固件没有厂商的版本名，平台可能未收录这个底层（响应码 44）。定制底层要先交给厂商。',
  baseJump: '8910 不能从 {{from}} 远程升到 {{to}}（跨底层，响应码 21），只能用 USB 烧录。',
  notNewer: '{{to}} 不比 {{from}} 新，平台会回答“已是最新版本”（响应码 27），也不支持降级。',
  serialOnly: '这个包只能经 AT 口写入，不能放到服务器上。请另外生成带封装的 AT 升级包。',
  otherVendor:
    '{{format}} 是合宙固件的升级包，而 QuecThing 管理移远的模组。只有 MCU 升级或模组确实接受时才有意义。',
  boardGuessed: '板名 {{board}} 取自固件，设备上报的可能不同；请对照平台日志里的固件名。',
  nameUnknown: '固件没有写明项目和版本。请按设备上报的固件名和版本号填写。',
  servedAgain: '请求里没有身份和版本：AUTO 打开时，模块每个周期都会再下载一次，请及时从服务器撤下。',
  fieldMissing: '项目还没有填写{{field}}。',
};
export const projectField = {
  url: '下载地址',
  notes: '备注',
  serverUrl: '服务器地址',
  productKey: '产品 PK',
  productId: '产品 ID',
  userId: '用户 ID',
};
/** Why a line of a list is no IMEI. */
export const imeiProblem = {
  noDigits: '没有 IMEI',
  length: '{{found}} 位数字，应为 15 位',
  scientific: '表格软件已把它变成科学计数，末几位已丢失，请重新导出为文本',
  default: '不是真实的 IMEI（各位相同）',
};
