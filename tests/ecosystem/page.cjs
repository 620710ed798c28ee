// Reads HTML pages and prints what two readers hold against them: html-validate, and axe for those who hear a page.
const fs = require("node:fs");
const path = require("node:path");

const modules = process.env.CASLINT_NODE_MODULES;
const load = (name) => require(path.join(modules, name));
const { HtmlValidate } = load("html-validate");
const { JSDOM, VirtualConsole } = load("jsdom");
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

async function held(file) {
  const text = fs.readFileSync(file, "utf8");
  const validate = new HtmlValidate({ extends: ["html-validate:recommended"], root: true });
  const { results } = await validate.validateString(text, file);
  const invalid = results.flatMap((one) => one.messages).map((one) => `${one.ruleId}: ${one.message}`);
  // The page's own script does not run here: what it shows is there for those who have none, too.
  const { window } = new JSDOM(text, { runScripts: "outside-only", virtualConsole: new VirtualConsole() });
  window.eval(axe);
  // Colours cannot be seen without a browser.
  const seen = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  const violations = seen.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
  return { invalid, violations, passed: seen.passes.length };
}

Promise.all(process.argv.slice(2).map(held)).then((found) => console.log(JSON.stringify(found)));
