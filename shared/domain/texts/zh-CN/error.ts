/** What Airdock itself could not do, by AppError code: what was expected, and what to do next. */
export const error = {
  rpc: {
    unknownMethod: '没有名为 {{method}} 的调用。窗口与核心的版本可能不一致，请重新打开 Airdock。',
    unknownTopic: '没有名为 {{topic}} 的订阅。窗口与核心的版本可能不一致，请重新打开 Airdock。',
    invalidInput: '输入不符合要求（{{member}} {{path}}：{{reason}}）。',
    frameTooLarge: '消息超过上限 {{limitBytes}} 字节，已拒绝。',
    disconnected: '与核心的连接已断开，正在重新连接。正在进行的任务不受影响。',
    cancelled: '已取消。',
    internal: 'Airdock 内部出错：{{reason}}。请导出日志后反馈。',
    tooManyOpen: '同一连接上打开的请求过多（上限 {{limit}}），已拒绝。',
  },
  host: {
    notAvailable:
      '这里用不了这项功能：这个入口（桌面、浏览器或命令行）不提供它，或者这台电脑缺少所需的工具。运行 airdock doctor 可查看缺什么。',
    foreignOrigin: '请求来自陌生的页面，已拒绝。请使用 Airdock 打印的地址。',
    missingToken: '地址缺少口令或口令已用过。请使用 Airdock 最新打印的地址。',
    dataFolderLocked:
      '数据目录正被另一个 Airdock 使用（进程 {{pid}}）。请先关闭它，或用 AIRDOCK_HOME 指定别的目录。',
    dataFolderUnusable:
      '数据目录 {{path}} 无法使用：{{reason}}。请检查权限，或用 AIRDOCK_HOME 指定别的目录。',
    coreNotRunning: '数据目录 {{folder}} 上没有正在运行的 Airdock。',
    coreEnded: '运行这个任务的 Airdock 已经结束，没有看到结果。请重新运行，或用 ATI 确认模块的版本。',
  },
  file: {
    notFound: '找不到文件 {{path}}。请检查路径。',
    notReadable: '无法读取 {{path}}：{{reason}}。',
    notWritable: '无法写入 {{path}}：{{reason}}。',
    exists: '{{path}} 已存在。换一个名字，或加 --force 覆盖。',
    noFolder: '文件夹 {{folder}} 不存在，无法写出 {{path}}。请先建立这个文件夹，或换一个位置。',
    neverOverwritten: '{{path}} 已存在，还原出的镜像不会覆盖任何文件。请换一个名字。',
    isFolder: '{{path}} 是一个文件夹。请写出其中的文件名。',
    tooLarge: '文件 {{path}} 超过上限 {{limitBytes}} 字节。固件不会这么大，请检查是否选错了文件。',
  },
  firmware: {
    empty: '{{fileName}} 是空文件（0 字节）。请重新获取该文件，并检查复制是否中断。',
    unknownFormat:
      '无法识别 {{fileName}}：内容是 {{found}}（开头字节 {{firstBytes}}）。目前支持：{{supported}}。',
    damaged:
      '文件已损坏：检查项 {{check}} 在偏移 {{offset}} 处应为 {{expected}}，实为 {{found}}。请重新获取该文件。',
    hostileArchive: '压缩包不安全，已拒绝：{{reason}}（“{{member}}”）。请向提供者索取原始文件。',
    missingMember: '压缩包里缺少 {{member}}。请确认它是完整的 .soc 文件。',
    tooLarge:
      '{{fileName}} 有 {{sizeBytes}} 字节，超过上限 {{limitBytes}} 字节。固件不会这么大，请检查是否选错了文件。',
  },
  delta: {
    identical: '新旧固件的内容完全相同，不需要升级包。请检查是否选了同一个版本。',
    mixedChips:
      '旧固件属于 {{oldChip}}，新固件属于 {{newChip}}，不是同一种模块的固件，不能互相升级。请检查是否选错了文件。',
    wrongChip: '格式 {{format}} 只用于 {{wanted}}，而所选固件属于 {{found}}。',
    swapped:
      '新固件的版本（{{new}}）低于旧固件（{{old}}），可能选反了。请交换两个文件；确实要降级时请明确允许。',
    tooLarge:
      '{{format}} 放不下：有 {{sizeBytes}} 字节，上限 {{limitBytes}} 字节，模块会拒绝它。请经由中间版本分步升级，或用线烧录。',
    notCarried: '镜像 {{image}}（{{role}}）有变化，但格式 {{format}} 不携带它。能携带它的是{{carriedBy}}。',
    missingImage: '格式 {{format}} 需要{{role}}镜像，新固件里没有。',
    imageSetDiffers: '新旧固件的镜像不一致：{{image}}（{{reason}}）。请确认它们属于同一产品。',
    notPackage:
      '{{fileName}} 不是升级包：内容是 {{found}}。请选择由 airdock delta 或厂商工具生成的升级包文件。',
    emptyPackage: '升级包是空文件（0 字节）。请重新获取或重新制作。',
    unsupportedFormat:
      '这里用不了 {{format}}。请选择与模块和下载方式相符的升级包：经网络用带封装的 AT 升级包，经串口可用 delta.par。',
    damagedPackage: '升级包无效：检查项 {{check}} 在偏移 {{offset}} 处应为 {{expected}}，实为 {{found}}。',
    wrongBase:
      '升级包不是为这个旧固件做的：检查项 {{check}} 应为 {{expected}}，实为 {{found}}。请给出模块现在运行的固件，并确认新旧没有颠倒。',
    proofFailed: '升级包未通过还原验证（{{image}}），已丢弃，没有写出任何文件。请反馈这对固件。',
    cancelled: '已取消，没有写出任何文件。',
    otherModel: '{{old}} 与 {{new}} 是不同的型号或变体，不能互相升级。',
    zoneExceeded: '镜像 {{image}} 有 {{sizeBytes}} 字节，超过它在闪存中的分区 {{zoneBytes}} 字节。',
    workerFailed: '处理升级包的线程意外结束：{{reason}}。没有写出任何文件，请重试。',
    timedOut:
      '{{seconds}} 秒后仍未完成，已停止，没有写出任何文件。请确认文件没有选错；电脑很忙时请稍后重试。',
    needsNew: '镜像 {{image}} 里压缩部分的确切字节只有模块自己能生成。请用 verify 并给出新固件。',
    needsOld: '格式 {{format}} 需要从模块现在运行的固件开始。请同时选择旧固件，或改用不需要旧固件的格式。',
    otaSetting:
      'info.json 的 {{field}} 是 {{found}}，而该芯片的模块只接受 {{expected}}。请确认 .soc 文件没有被改动。',
    transformUnknown:
      '这个升级包用了厂商没有公开的代码变换（{{transform}}），这里无法还原，也就无法判断它对不对。可用厂商的 FotaToolkit 核对，或关闭这项变换后重新制作。',
  },
  package: {
    unknown: '升级包库里没有 {{sha256}}。',
    damaged: '升级包 {{sha256}} 的内容与登记的不符（{{found}}），已停止使用。请重新生成。',
    inUse: '升级包正在由 OTA 服务器提供，请先停止提供。',
    notProved:
      '升级包没有通过还原验证，不能入库：镜像 {{image}} 应为 {{expected}}，还原结果为 {{found}}。请检查是否为这对固件制作。',
    leavesBehind:
      '镜像 {{image}}（{{role}}）有变化，而升级包里没有它，只用这个包到不了新固件，因此不能入库。确实如此安排时请给出理由。',
    unproven: '升级包 {{sha256}} 没有通过还原验证（镜像 {{image}}），不能入库。',
  },
  planning: {
    libfotaVersion:
      'libfota 的版本由 V2034 这样的内核号和 1.2.3 这样的脚本版本组成，而不是 {{core}} 和 {{version}}。',
    toolkitNotSet: '还没有设置 FotaToolkit。请在桌面窗口中指定它的程序，或用 airdock toolkit PROGRAM 指定。',
    toolkitConfig:
      '不清楚要用哪个配置：{{folder}} 里有 {{count}} 个，而每个配置只适用于一种芯片。请指定这种芯片的配置文件。',
  },
  port: {
    unknown: '没有端口 {{id}}。请检查连接，或刷新端口列表。',
    busy: '端口 {{id}} 正被占用（{{owner}}）。请先在那里释放它。',
    noPermission: '没有权限打开 {{path}}。在 Linux 上执行 sudo usermod -aG {{group}} $USER，然后重新登录。',
    notReady: '端口 {{path}} 还打不开：设备可能正在重启。请稍等几秒再试。',
    closed: '端口 {{id}} 已断开。请检查电缆和供电。',
    openFailed: '无法打开 {{path}}：{{reason}}。',
    heldElsewhere: '{{path}} 已被另一个程序打开，例如串口助手、LuaTools 或另一个 Airdock。请先在那里关闭它。',
    heldByProgram: '{{path}} 已被程序 {{program}}（进程 {{pid}}）打开。请先在那里关闭它。',
    heldByModemManager:
      '{{path}} 正被系统服务 ModemManager（进程 {{pid}}）占用，它会向每个新插入的模块发送 AT。可以等它结束，或执行 sudo systemctl stop ModemManager。',
    permissionNotActive:
      '没有权限打开 {{path}}：你已在 {{group}} 组里，但要重新登录后才生效。请注销并重新登录。',
    ownerOnly:
      '没有权限打开 {{path}}：系统只允许它的所有者打开。请添加一条 udev 规则，把它交给 dialout 组，并重新插拔。',
    ambiguous:
      '有多个端口可能是原来的 {{path}}（{{candidates}}），没有人指出是哪一个。请在端口页选择后重试。',
    badAddress: '地址 {{address}} 写得不对：应为 tcp://HOST:PORT，例如 tcp://192.168.1.20:5000。',
    hostUnknown: '找不到主机 {{host}}。请检查名称，或直接使用 IP 地址。',
    connectRefused: '{{address}} 拒绝了连接。请检查端口号，以及那里的串口服务器或虚拟模块是否已启动。',
    unreachable: '{{address}} 在 {{timeoutMs}} 毫秒内没有应答。请检查地址、网络和防火墙。',
    noControl: '无法设置端口 {{id}} 的 {{what}}：这种端口没有这项控制，或驱动程序拒绝了。',
  },
  modem: {
    timeout: '模块在 {{timeoutMs}} 毫秒内没有回答 {{command}}。请检查是否选对了 AT 口、波特率和供电。',
    commandRefused: '模块拒绝了 {{command}}：{{code}}。',
    notSupported: '模块不支持 {{feature}}。',
    writeStalled:
      '端口 {{stallMs}} 毫秒内没有再收下数据（已发送 {{sentBytes}} / {{totalBytes}} 字节）。请检查连线、流控，以及模块是否还在运行。',
    unknownDriver: '没有驱动 {{driver}}。可用的有：{{known}}。',
    driverWay: '驱动 {{driver}} 不支持“{{way}}”这种方式。请换一种方式或另选驱动。',
    noOfferOpen: '任务 {{jobId}} 现在没有等待答复的升级计划。',
    noWaitToSkip: '任务 {{jobId}} 现在没有可以提前结束的等待。',
    noOwnUpgrade: '没有发现 {{portId}} 上的模块正在自行升级。',
    ownUpgradeRuns: '{{portId}} 上的模块正在自行升级。请跟踪它（upgrade --follow），或等它结束。',
    orderBreaksUpgrade:
      '没有发送：{{portId}} 上的模块正在升级，{{command}} 会打断它。请跟踪升级（upgrade --follow），或等它结束；AT+UPGRADE? 等查询可以照常发送。',
  },
  terminal: {
    running: '这个端口上的序列“{{name}}”还在运行，请先停止它。',
    badHex: '不是十六进制：{{text}}。请成对书写，例如 41 54 0D。',
    badSequence:
      '序列第 {{line}} 行无法识别：{{text}}。可用的控制行有 @wait、@expect、@hex、@timeout、@repeat 和 @continue。',
    unknownFavourite: '没有收藏 {{id}}，可能已在别的窗口中删除。',
  },
  onenet: {
    badKey: '这不是有效的 access key，应为控制台显示的 Base64 文本，请重新完整复制。',
    tokenField: '无法生成 token：{{field}} 为“{{value}}”，OneNET 不识别，请改正该字段。',
    unknownPlan: '没有编号为 {{id}} 的 OneNET 计划，可能已被删除，请刷新列表。',
    unknownTask: '没有编号为 {{tid}} 的 OneNET 任务，请刷新列表。',
  },
  otaClient: {
    badUrl: '“{{url}}”不是可请求的地址，请写成 http://主机[:端口] 或完整 URL。',
    missingField: '请求 {{form}} 需要 {{fields}}，请补充。',
    connectFailed: '无法连接 {{host}}:{{port}}（{{reason}}），请检查地址、端口和防火墙。',
    noFolder: '{{path}} 不是可写入的文件夹，请另选。',
  },
  server: {
    notRunning: 'OTA 服务器没有运行，请在窗口中启动，或运行 airdock serve。',
    runsElsewhere: 'OTA 服务器已在端口 {{port}} 运行，不是 {{wanted}}。请先停止它，或不指定端口以加入。',
    unknownDecision: '没有决定 {{word}}；airdock serve requests 可列出已作的决定。',
    addressInUse: '端口 {{port}} 已被其他程序占用。请关闭那个程序，或换一个端口。',
    noAddress: '这台电脑没有模块能访问的网络地址。请连接网络，或改用串口升级。',
    urlTooLong: '下载地址有 {{lengthBytes}} 字节，超过 {{limitBytes}} 字节。请使用更短的主机名或 IP 地址。',
    unknownCampaign: '没有这个升级任务（{{id}}），可能已被删除，请刷新列表。',
    campaignAborted: '升级任务（{{id}}）已经中止，不能再改变；请新建一个任务。',
    noNextStage: '升级任务（{{id}}）没有下一个阶段，已经对全部模块开放。',
    unknownModule: '服务器没有见过这个模块（{{id}}），请核对标识。',
    unknownFault: '没有设置编号为 {{id}} 的故障，可能已经清除。',
    notUnderstood: '这段文字不是升级请求（{{reason}}）；请粘贴模块请求的完整地址，或者日志里的整段请求头。',
    portForbidden: '系统不允许使用端口 {{port}}。请换一个端口，例如 {{freePort}}。',
    unknownPublication: '没有编号为 {{id}} 的下载地址。',
  },
  job: {
    unknown: '没有任务 {{id}}。',
    notCancellable: '任务已经结束，无法取消。',
    stillRunning: '任务还在运行，请先取消它。',
    resourceBusy: '{{resource}} 正被另一个任务使用。请等它结束，或先取消它。',
  },
  journal: {
    damaged: '日志段 {{segment}} 在偏移 {{offset}} 处损坏，其后的内容无法读取；其他记录完好。',
    diskFull: '磁盘已满或不可写，日志暂存在内存中：{{reason}}。请尽快腾出空间。',
    writeFailed: '日志无法写入磁盘，暂存在内存中：{{reason}}。请检查磁盘。',
    rowsShed: '内存已满，第 {{fromSeq}} 到 {{toSeq}} 条日志未能保存。',
    closed: '日志已经关闭。',
    badPattern: '“{{pattern}}”不是正确的正则表达式：{{reason}}。请改正，或去掉正则选项按文字搜索。',
    slowPattern: '正则表达式“{{pattern}}”在一行上耗时过长，搜索已停止。请避免嵌套的重复，例如 (a+)+。',
    indexFailed: '日志索引出错：{{reason}}。记录本身完好；请重试，仍出错时重启 Airdock，索引会重建。',
  },
  store: {
    damaged:
      '数据库 {{path}} 已损坏（{{reason}}）。Airdock 会把它改名留在同一目录并新建一个；没有成功时，请手动移走它再启动。',
    newer:
      '数据目录属于更新版本的 Airdock（{{found}} > {{known}}）。请升级 Airdock，或用 AIRDOCK_HOME 指定别的目录。',
  },
  project: { unknown: '没有项目 {{id}}。' },
  settings: {
    invalid: '设置 {{name}} 无效：{{reason}}。',
    secretNotStored: '密钥没能保存：{{reason}}。',
    noKey: '项目“{{project}}”没有密钥。请先在项目里填写密钥。',
    changeUnknown: '没有这条设置记录（{{id}}）。每个模块只保留最近的若干条。',
    notUndoable: '{{name}} 的这次修改无法撤销：{{reason}}。',
    otherModule: '这个端口上是另一个模块（{{found}}），而修改是在 {{expected}} 上做的，没有写入任何内容。',
    badFile: '这个文件无法导入：{{reason}}。没有改动任何项目。',
    newerFile: '文件由更新版本的 Airdock 导出（格式 {{found}}，这里只认识到 {{known}}）。请升级 Airdock。',
  },
  preset: {
    unknown: '没有预设 {{id}}。',
    empty: '预设“{{name}}”没有写入任何设置。请至少填写一项。',
    keyNotForModule:
      '{{platform}} 项目的密钥不是 AT+UPGRADE 的 KEY，不能写入模块。请选用合宙或自有服务器的项目。',
  },
  device: {
    invalidId: '设备编号 {{id}} 无效：应为 15 位 IMEI 或序列号。',
    unknown: '没有见过设备 {{id}}。请先识别该模块。',
  },
  virtual: {
    unknownDialect: '没有 {{dialect}} 这种虚拟模块，请从这些里选：{{known}}。',
    unknown: '没有虚拟模块 {{id}}。',
    badFirmware:
      '这种虚拟模块无法运行 {{fileName}}：它是别的模块的固件，或文件已损坏。请换一种虚拟模块或换一个文件。',
    badKnob: '虚拟模块没有旋钮 {{knob}}，或不接受这个值。可以是：{{reason}}。',
  },
  report: {
    emptyLog: '{{fileName}} 是空的，没有可导入的日志。',
    notALog: '{{fileName}} 不是文本日志，而是二进制数据。请选择串口工具保存的日志；报告包请用“打开报告包”。',
    unknownRecording: '没有编号为 {{id}} 的记录，它可能已被移除。',
    badPattern: '“{{pattern}}”不是有效的正则表达式（{{reason}}）。请修改，或关闭正则后按普通文字查找。',
    nothingChosen: '没有选择任何内容。请至少选择一个任务、一段记录或一份导入的记录。',
    notABundle: '{{fileName}} 不是 Airdock 报告包。普通日志请用“导入日志”。',
    newerBundle: '这个报告包的格式版本是 {{version}}，这里最多支持 {{known}}。请更新 Airdock 后再打开。',
    hostileBundle:
      '报告包被拒绝：{{reason}}（{{member}}，上限 {{limit}}，实际 {{found}}）。请让对方重新生成。',
    damagedBundle: '报告包已损坏：{{member}} 与其摘要不符。请让对方重新发送。',
    conditionsUnknown: '从这份记录看不出模组类型。请自己选择一种虚拟模组。',
    noUpgrade: '任务 {{id}} 不是已结束的升级，无法出具证明。',
    nothingToReplay: '这份记录里没有可回放的串口数据。',
  },
};
