-- Arguments: a prefix that no other run has, the path that completes a session (or nothing), the connections, and for
-- how many milliseconds each of them rests before a request.
-- Each request is a new session. With a path, every second request completes a session that began so many requests
-- ago that its answer is there.

local sessions, prefix, complete_path, lag = 0, nil, nil, 0
local ending = false
local headers = { ['Content-Type'] = 'application/x-www-form-urlencoded' }

function init(args)
  prefix = args[1]
  complete_path = args[2] ~= '' and args[2] or nil
  lag = 8 * tonumber(args[3])
  local rest = tonumber(args[4])
  if rest > 0 then
    delay = function() return rest end
  end
end

function request()
  ending = not ending
  if complete_path and ending and sessions > lag then
    return wrk.format('POST', complete_path, headers, 'session.id=' .. prefix .. (sessions - lag))
  end
  sessions = sessions + 1
  return wrk.format('POST', nil, headers, 'session.id=' .. prefix .. sessions)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"microseconds":%d,"p50Ms":%f,"p99Ms":%f,"errors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
