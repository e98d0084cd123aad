/** The Lua sources of the demo project: a counter that reports over HTTP, and its next release. */

const config = `-- Settings of the demo project.
local config = {}

config.report_url = "http://192.168.0.10:8080/report"
config.period_ms = 60000

return config
`;

const uplink = `-- Sends one report and says whether it arrived.
local config = require "config"
local uplink = {}

function uplink.send(body)
  local headers = {["Content-Type"] = "application/json"}
  local code = http.request("POST", config.report_url, headers, json.encode(body)).wait()
  if code ~= 200 then
    log.warn("uplink", "not sent", code)
    return false
  end
  return true
end

return uplink
`;

const main100 = `PROJECT = "DEMO"
VERSION = "1.0.0"

local sys = require "sys"
local config = require "config"
local uplink = require "uplink"

local count = 0

sys.taskInit(function()
  while true do
    count = count + 1
    uplink.send({project = PROJECT, version = VERSION, count = count})
    sys.wait(config.period_ms)
  end
end)

sys.run()
`;

const main101 = `PROJECT = "DEMO"
VERSION = "1.0.1"

local sys = require "sys"
local config = require "config"
local uplink = require "uplink"
local backlog = require "backlog"

local count = 0

sys.taskInit(function()
  while true do
    count = count + 1
    backlog.add({project = PROJECT, version = VERSION, count = count})
    backlog.flush(uplink.send)
    sys.wait(config.period_ms)
  end
end)

sys.run()
`;

const backlog = `-- Keeps reports while there is no network, the oldest first.
local backlog = {}

local limit = 100
local waiting = {}

function backlog.add(report)
  if #waiting == limit then
    table.remove(waiting, 1)
  end
  table.insert(waiting, report)
end

function backlog.flush(send)
  while #waiting > 0 and send(waiting[1]) do
    table.remove(waiting, 1)
  end
end

return backlog
`;

/** Files by name, in the order in which they stand in the script image. */
export const luaProjects: Readonly<Record<'1.0.0' | '1.0.1', Readonly<Record<string, string>>>> = {
  '1.0.0': { 'main.lua': main100, 'config.lua': config, 'uplink.lua': uplink },
  '1.0.1': { 'main.lua': main101, 'config.lua': config, 'uplink.lua': uplink, 'backlog.lua': backlog },
};
