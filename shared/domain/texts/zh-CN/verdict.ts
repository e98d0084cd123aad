/** How a job ended, by verdict code: what happened and what that means. Longer than usual: a table of texts. */
export const verdict = {
  job: { error: 'Airdock 自身没能完成这项任务（{{error}}）。' },
  delta: {
    proved: '升级包已生成并通过验证：{{images}} 个镜像，共 {{sizeBytes}} 字节。',
    cancelled: '已取消生成，没有留下任何文件。',
    interrupted: 'Airdock 在生成途中退出，没有留下升级包。',
  },
  settings: {
    applied: '预设“{{preset}}”已写入 {{total}} 个模块，并逐项回读一致。',
    unproven: '预设“{{preset}}”已发送到 {{total}} 个模块，其中 {{unproven}} 个无法回读，结果未证实。',
    partly: '预设“{{preset}}”：{{total}} 个模块中有 {{failed}} 个没有写成，其余不受影响。',
    failed: '预设“{{preset}}”没有写入任何模块。',
    cancelled: '已取消。已经开始的设置写完并回读，其余模块没有改动。',
    interrupted: 'Airdock 在写入途中退出。已发送的设置和原值都有记录，可以逐项撤销。',
  },
  upgrade: {
    succeeded: '升级成功：模块重启后自己报告 {{to}}（升级前为 {{from}}）。',
    versionChanged:
      '模块的版本由 {{from}} 变为 {{to}}。升级包没有写明目标版本，因此无法确认这就是要升到的版本。',
    versionCannotTell: '模块报告 {{version}}，而新旧固件同名，只凭版本名看不出是否已经升级。',
    silentAfterReboot:
      '升级开始后，模块 {{waitedMs}} 毫秒内没有回答版本，结果未证实。它可能还在重启或应用升级，请不要断电。',
    portGone: '端口断开后 {{waitedMs}} 毫秒内没有回来，读不到版本，结果未证实。',
    portUnstable: '端口反复断开（{{losses}} 次），没能读到版本，结果未证实。',
    alreadyThere: '模块已经运行 {{version}}，不需要升级，没有改动模块。',
    notIdentified: '模块没有说出自己的版本，升级没有开始。',
    portLost: '端口在下载开始前断开，升级没有开始。',
    settingRefused: '模块拒绝写入 {{name}}，回答 {{answer}}，升级没有开始。',
    triggerRefused: '模块拒绝了升级指令，回答 {{answer}}，下载没有开始。',
    neverArrived:
      '模块接受了指令，但 {{waitedMs}} 毫秒内没有来访问 {{url}}。多半是模块的网络到不了这台电脑。',
    noFirstSign: '模块接受了指令，但 {{waitedMs}} 毫秒内没有任何下载的迹象。OK 只表示收到指令。',
    restartedBeforeDownload: '模块在下载开始前重启了，仍运行 {{version}}。',
    stalled: '下载已经开始，但停住了，{{waitedMs}} 毫秒内没有进展。',
    downloadTooLong: '下载超过 {{limitMs}} 毫秒仍未完成，Airdock 不再等待，模块可能还在继续。',
    downloadInterrupted: '下载途中模块重启了，仍运行 {{version}}。不完整的包不会被应用。',
    urlInvalid: '模块认为下载地址无效（{{code}}）。常见原因是地址写错，或从文档里复制了全角引号。',
    noNetwork: '模块没有数据网络（{{code}}）：没有附着，或 APN 没有接通。',
    serverUnreachable: '模块连不上服务器（{{code}}）：地址到不了、域名解析失败，或 SIM 卡只能访问白名单。',
    packageRejected:
      '模块拒绝了收到的内容（{{code}}）：升级包无效或太大，或者服务器给的是错误说明而不是升级包。',
    packageRejectedAfterDownload:
      '升级包下载完整，但被模块拒绝（{{code}}）：多半是起点固件不符，或超过模块的下载区（EC618 为 480 KiB）。',
    serverAnsweredError: '服务器给模块的 HTTP 应答是错误（{{code}}）。最常见的是文件不在那里（404）。',
    storeFailed: '模块没能把升级包写入闪存（{{code}}）。',
    moduleError: '模块报告升级错误 {{code}}，文档没有说明具体原因。',
    cloudUnknownDevice: '云平台不认识这个设备（代码 {{cause}}）：IMEI 不在平台上，或请求的参数名不对。',
    cloudNoPermission:
      '服务器给出文字说明时，以文字为准。按代码 {{cause}}：没有权限，IMEI、固件、项目不在同一账号下（另一份文档把没有权限记为 25）。',
    cloudBaseJump: '云平台拒绝跨底层升级（代码 {{cause}}）：8910 不能从 1.0.2/1.2 远程升到 1.0.3/1.3。',
    cloudProjectInvalid:
      '服务器给出文字说明时，以文字为准。按代码 {{cause}}：项目无效，KEY 有误或不属于这个账号（另一份文档解释为没有权限）。',
    cloudFirmwareInvalid:
      '服务器给出文字说明时，以文字为准。按代码 {{cause}}：固件无效，项目里没有模块所报的固件名（另一份文档解释为项目有误）。',
    cloudNothingNewer:
      '服务器给出文字说明时，以文字为准。按代码 {{cause}}：没有可给的升级，已是最新、设备不在名单里或升级开关未打开（另一份文档解释为固件有误）。',
    cloudLoopBanned:
      '云平台判定反复升级，已禁止这个 IMEI（代码 {{cause}}）。限额各文档说法不一：每小时约 6 次，或每天 6 到 10 次。',
    cloudBuilding: '云平台正在生成差分包（代码 {{cause}}），通常要几分钟。',
    cloudBaseUnknown: '云平台没有模块现有的底层（代码 {{cause}}），多见于定制固件。',
    cloudOther: '云平台拒绝了请求，代码 {{cause}} 没有文档说明。',
    applyFailed: '模块应用升级失败（{{code}}）。',
    noReboot: '下载完成后模块没有重启，仍运行 {{version}}。',
    sameVersion: '模块重启后仍报告 {{version}}，升级没有生效。服务器送完包只说明已交付，不说明已运行。',
    otherVersion: '模块重启后报告 {{version}}，而预期是 {{expected}}。',
    baseMismatch: '模块运行 {{module}}，而升级包的起点是 {{base}}。这个包用不上，升级没有开始。',
    preflightRefused: '升级前检查发现不能继续的问题，没有改动模块。请先解决，或写明理由后继续。',
    serialNotOffered:
      '模块不支持串口升级，回答 {{answer}}。需要 EC618 的 V1155 或更新固件，标准 AT 或 LPAT。',
    serialParameter: '模块认为串口升级的参数有误（错误 1）。',
    serialUnsupported: '模块不支持这个串口升级操作（错误 2）。',
    serialSize: '模块认为数据块或升级包的大小不对（错误 3）。',
    serialSequence: '数据块的序号不连续（错误 4）。',
    serialChecksum: '数据块的校验多次不对（错误 5），多半是串口线路受到干扰。',
    serialNotErased: '下载区还没有擦除（错误 6）。',
    serialEraseFailed: '模块擦除下载区失败（错误 7）。',
    serialWriteFailed: '模块写入下载区失败（错误 8）。',
    serialReadFailed: '模块读取下载区失败（错误 9）。',
    serialNoFile: '模块在下载区里找不到升级包（错误 10）。',
    serialOther: '模块拒绝了串口升级，回答 {{answer}}，文档没有说明原因。',
    serialSilent: '串口升级停在“{{step}}”：模块 {{waitedMs}} 毫秒内没有回答。',
    serialNotVerified: '升级包已全部写入，但模块校验不通过（{{state}}），没有应用。',
    cancelled: '已取消升级。',
    interrupted: 'Airdock 在升级途中退出，没有看到结果。模块可能已经自行继续，请读出它的版本。',
    cancelledBeforeStart: '已在下载开始前取消，没有要求模块升级。',
    cancelledWhileSending:
      '已在串口写入途中取消（{{sentBytes}}/{{totalBytes}} 字节），没有应用，模块照旧运行。',
    cancelledModuleContinues: '已停止跟踪。模块会自行继续下载，文档中没有让它停下的指令。',
    cancelledAfterDownload: '已停止跟踪。升级包已在模块里，它会自行重启并应用。',
    cancelledWhileApplying: '已停止跟踪。模块正在重启或应用升级，请不要断电。',
    cancelledWhileWaiting: '已在等待再次请求时取消，没有再让模块升级。',
  },
};
