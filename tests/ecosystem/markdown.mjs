// Reads a JSON list of Markdown texts and prints the HTML of each, with GitHub's extensions, raw HTML kept.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.env.CASLINT_NODE_MODULES;
const load = (name) => import(pathToFileURL(path.join(modules, name, "index.js")).href);
const { micromark } = await load("micromark");
const { gfm, gfmHtml } = await load("micromark-extension-gfm");
const options = { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] };
const texts = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(texts.map((text) => micromark(text, options))));
