// The contract as types, from a daemon that runs: TWINNING_URL=http://127.0.0.1:8080 npm run types
import { writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const from = new URL("/openapi.json", process.env.TWINNING_URL ?? "http://127.0.0.1:8080");
await writeFile("src/contract.ts", "// Made from /openapi.json by `npm run types`.\n" + astToString(await openapiTS(from, { defaultNonNullable: false })));
