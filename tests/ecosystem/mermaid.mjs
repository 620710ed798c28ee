// Reads a JSON list of Mermaid diagrams and prints the labels and the number of arrows of each.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const modules = process.env.CASLINT_NODE_MODULES;
const { JSDOM } = createRequire(path.join(modules, "_"))("jsdom");
globalThis.window = new JSDOM("<body></body>").window;
globalThis.document = globalThis.window.document;
const { default: mermaid } = await import(pathToFileURL(path.join(modules, "mermaid/dist/mermaid.core.mjs")).href);
await mermaid.parse("graph TD\n a-->b");
const told = [];
for (const text of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const nodes = Object.fromEntries([...db.getVertices().values()].map((one) => [one.id, one.text]));
  const groups = Object.fromEntries(db.getSubGraphs().map((one) => [one.id, one.title]));
  told.push({ nodes, groups, arrows: db.getEdges().map((one) => one.text) });
}
console.log(JSON.stringify(told));
