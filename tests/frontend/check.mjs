// Generates TypeScript types of every example and compiles them, and runs Relay's compiler over the same examples.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const api = join(here, "../../api");
const build = join(here, "build");
const run = (tool, ...args) =>
  execFileSync(join(here, "node_modules/.bin", tool), args, { cwd: build, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });

rmSync(build, { recursive: true, force: true });
mkdirSync(join(build, "relay"), { recursive: true });

// Types, by the preset that @graphql-codegen recommends, then compiled together with a use of each.
writeFileSync(
  join(build, "codegen.json"),
  JSON.stringify({
    schema: join(api, "schema.graphql"),
    documents: join(api, "examples/*.graphql"),
    generates: { [join(build, "types/")]: { preset: "client" } },
  }),
);
run("graphql-codegen", "--config", join(build, "codegen.json"));
const types = readFileSync(join(build, "types/graphql.ts"), "utf8");
const documents = [...types.matchAll(/export const (\w+Document)\b/g)].map((found) => found[1]);
const uses = documents.map((name) => `export type Of${name} = ResultOf<typeof ${name}>;`);
writeFileSync(
  join(build, "use.ts"),
  `import type { ResultOf } from "@graphql-typed-document-node/core";\nimport { ${documents.join(", ")} } from "./types/graphql";\n` +
    `${uses.join("\n")}\nexport const said = (answer: OfHeadlineDocument): string[] =>\n` +
    `  answer.statements.edges.map(({ node }) => \`\${node.speaker?.name ?? "?"}: \${node.text}\`);\n`,
);
run(
  "tsc", "--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022",
  join(build, "use.ts"),
);

// Relay wants each operation named for the module that it stands in.
const examples = readdirSync(join(api, "examples")).filter((name) => name.endsWith(".graphql"));
for (const name of examples) {
  const text = readFileSync(join(api, "examples", name), "utf8");
  const operation = text.match(/^query (\w+)/m)[1];
  const renamed = text.replace(/^query (\w+)/m, "query $1Query");
  writeFileSync(join(build, "relay", `${operation}.js`), `import { graphql } from "react-relay";\ngraphql\`${renamed}\`;\n`);
}
copyFileSync(join(api, "schema.graphql"), join(build, "schema.graphql"));
writeFileSync(
  join(build, "relay.config.json"),
  JSON.stringify({ src: "relay", schema: "schema.graphql", language: "typescript", eagerEsModules: true }),
);
const told = run("relay-compiler", "relay.config.json");
const compiled = readdirSync(join(build, "relay/__generated__"));
if (compiled.length !== examples.length) throw new Error(`Relay compiled ${compiled.length} of ${examples.length}:\n${told}`);

console.log(`${documents.length} typed documents compile, ${compiled.length} Relay artifacts`);
