/**
 * The script that people write when they need shares of calls in progress and have an afternoon: Express in front,
 * and in Redis one script that picks whoever is furthest below its percent, counts the call and remembers the session.
 * It knows no retries, no expiry, no edits.
 */
import process from 'node:process';
import express from 'express';
import { createClient, defineScript } from 'redis';

const DESTINATIONS = [
  { name: 'A', uri: 'sip:a@10.0.0.1', percent: 40 },
  { name: 'B', uri: 'sip:b@10.0.0.1', percent: 30 },
  { name: 'C', uri: 'sip:c@10.0.0.1', percent: 20 },
  { name: 'D', uri: 'sip:d@10.0.0.1', percent: 10 },
];

const place = defineScript({
  NUMBER_OF_KEYS: 2,
  SCRIPT: `
    local active, total = {}, 1
    for i = 1, #ARGV - 1 do
      active[i] = tonumber(redis.call('HGET', KEYS[1], i) or 0)
      total = total + active[i]
    end
    local best, gap = 1, nil
    for i = 1, #ARGV - 1 do
      local missing = ARGV[i + 1] * total / 100 - active[i]
      if not gap or missing > gap then best, gap = i, missing end
    end
    redis.call('HINCRBY', KEYS[1], best, 1)
    redis.call('HINCRBY', KEYS[1], 'placed', 1)
    redis.call('HSET', KEYS[2], ARGV[1], best)
    return best`,
  parseCommand(parser, session) {
    parser.pushKeys(['active', 'sessions']);
    parser.push(session, ...DESTINATIONS.map(({ percent }) => String(percent)));
  },
  transformReply: (reply) => reply,
});

const complete = defineScript({
  NUMBER_OF_KEYS: 2,
  SCRIPT: `
    local destination = redis.call('HGET', KEYS[2], ARGV[1])
    if not destination then return 0 end
    redis.call('HDEL', KEYS[2], ARGV[1])
    redis.call('HINCRBY', KEYS[1], destination, -1)
    return 1`,
  parseCommand(parser, session) {
    parser.pushKeys(['active', 'sessions']);
    parser.push(session);
  },
  transformReply: (reply) => reply,
});

const redis = await createClient({ socket: { path: process.env.REDIS_SOCKET }, scripts: { place, complete } })
  .connect();

const app = express();
app.use(express.urlencoded({ extended: false }));
app.post('/route', async (request, response) => {
  const { uri, name } = DESTINATIONS[await redis.place(request.body['session.id']) - 1];
  response.json({ success: true, destination: uri, name, attempt: 1 });
});
app.post('/complete', async (request, response) => {
  response.json({ success: true, completed: await redis.complete(request.body['session.id']) });
});
app.get('/placed', async (_request, response) => {
  response.send(await redis.hGet('active', 'placed') ?? '0');
});
app.listen(Number(process.env.PORT), '127.0.0.1');
