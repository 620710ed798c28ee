// Reads HTML pages and prints what is held against each: by html-validate, or by axe for those who hear a page.
const fs = require("node:fs");
const path = require("node:path");

const modules = process.env.CASLINT_NODE_MODULES;
const load = (name) => require(path.join(modules, name));

async function validate(text) {
  const { HtmlValidate } = load("html-validate");
  const reader = new HtmlValidate({ extends: ["html-validate:recommended"], root: true });
  const { results } = await reader.validateString(text);
  return results.flatMap((one) => one.messages).map((one) => `${one.line}: ${one.ruleId}: ${one.message}`);
}

async function axe(text) {
  const { JSDOM, VirtualConsole } = load("jsdom");
  // The page's own script does not run here: what it shows is there for those who have none, too.
  const { window } = new JSDOM(text, { runScripts: "outside-only", virtualConsole: new VirtualConsole() });
  window.eval(fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8"));
  // Colours cannot be seen without a browser.
  const seen = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  return seen.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
}

const judge = { validate, axe }[process.argv[2]];
const texts = process.argv.slice(3).map((file) => fs.readFileSync(file, "utf8"));
Promise.all(texts.map(judge)).then((found) => console.log(JSON.stringify(found)));
