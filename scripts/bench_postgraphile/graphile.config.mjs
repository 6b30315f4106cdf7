// PostGraphile 5 over the same database: presets Amber and Relay, nothing switched on that costs.
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileRelayPreset } from "postgraphile/presets/relay";
import { makePgService } from "postgraphile/adaptors/pg";

export default {
  extends: [PostGraphileAmberPreset, PostGraphileRelayPreset],
  pgServices: [makePgService({
    connectionString: process.env.BENCH_DATABASE, schemas: ["public", "bench"], pubsub: false,
    poolConfig: { max: 16 },
  })],
  grafserv: { port: Number(process.env.PORT ?? 8413), graphiql: false, watch: false },
  grafast: { explain: false },
};
