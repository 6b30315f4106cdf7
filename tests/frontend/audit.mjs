// The audits of graphql-http against a running server: node audit.mjs http://127.0.0.1:8000/graphql/
import { auditServer } from "graphql-http";

const url = process.argv[2] ?? "http://127.0.0.1:8000/graphql/";
const results = await auditServer({ url });
const count = (status) => results.filter((result) => result.status === status).length;
for (const result of results.filter(({ status }) => status !== "ok")) console.log(result.status, result.id, result.name, "-", result.reason);
console.log(`${results.length} audits: ${count("ok")} ok, ${count("notice")} notices, ${count("warn")} warnings, ${count("error")} errors`);
process.exit(count("error") + count("warn") ? 1 : 0);
